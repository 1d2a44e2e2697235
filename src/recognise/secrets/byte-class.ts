/** What a byte can be part of; bits, so that one look tells several. The same bits are in prefilter.wat. */
export const ByteClass = { word: 1, name: 2, afterName: 4, beforeValue: 8, value: 16, quote: 32, endsAddress: 64, endsBare: 128 } as const;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const MEMBERS: readonly (readonly [bit: number, members: string])[] = [
  [ByteClass.word, `${LETTERS}_-`],
  [ByteClass.name, `${LETTERS}_.$-`],
  [ByteClass.afterName, '"\'`\\][ \t)!?'],
  [ByteClass.beforeValue, '"\'`\\ \t\r\n:=>~([@'],
  [ByteClass.quote, '"\'`'],
  [ByteClass.endsAddress, '"\'`<>\\/'],
  [ByteClass.endsBare, '"\'`,;)(}<>&\\'],
];
const NO_VALUE = '"\'`<>(){}[],;';

/** The class of every byte. */
export const BYTE_CLASSES: Readonly<Uint8Array> = byteClasses();

function byteClasses(): Uint8Array {
  const classes = new Uint8Array(256);
  const add = (byte: number, bit: number): void => void (classes[byte] = (classes[byte] ?? 0) | bit);
  for (const [bit, members] of MEMBERS) for (let at = 0; at < members.length; at++) add(members.charCodeAt(at), bit);
  for (let byte = 0; byte <= 32; byte++) add(byte, ByteClass.endsAddress | ByteClass.endsBare);
  for (let byte = 33; byte < 256; byte++) if (!NO_VALUE.includes(String.fromCharCode(byte))) add(byte, ByteClass.value);
  return classes;
}

/** Whether the character at `at` of a text with one character per byte is of a class; never beyond its end. */
export function isAt(text: string, at: number, bits: number): boolean {
  return at < text.length && ((BYTE_CLASSES[text.charCodeAt(at)] ?? 0) & bits) !== 0;
}
