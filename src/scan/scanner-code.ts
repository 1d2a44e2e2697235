/** Where the code that scans lies: the bundler names the file by what is in it, recognisers and rules included (`tools/build.ts` sees to it). */
export const SCANNER_CODE: string = import.meta.url;
