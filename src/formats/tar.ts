import { Buffer } from 'node:buffer';

const BLOCK = 512;
const MOST_ENTRIES = 10_000;

export interface TarEntry {
  /** As written in the archive; not a path to be used. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** True for a POSIX or GNU tar archive. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar';
}

/** The plain files of a tar archive (POSIX.1-2001), up to the first header that makes no sense; `whole` is false then, and where its end mark is missing. Shares memory with `archive`. */
export function tarEntries(archive: Uint8Array): { readonly entries: readonly TarEntry[]; readonly whole: boolean } {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries: TarEntry[] = [];
  /** From a header before the entry that had no room for it. */
  let longName: string | undefined;
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    if (bytes[at] === 0) return { entries, whole: true };
    const size = octal(bytes.toString('latin1', at + 124, at + 136));
    const type = String.fromCharCode(bytes[at + 156] ?? 0);
    const end = at + BLOCK + (size ?? 0);
    if (size === undefined || end > bytes.length || entries.length >= MOST_ENTRIES) return { entries, whole: false };
    const content = bytes.subarray(at + BLOCK, end);
    if (type === 'L') longName = textOf(content);
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)/.exec(content.toString('utf8', 0, 8192))?.[1] ?? longName;
    else {
      if (type === '0' || type === '\0' || type === '7') entries.push({ name: longName ?? headerName(bytes, at), bytes: content });
      longName = undefined;
    }
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return { entries, whole: false };
}

function headerName(bytes: Buffer, at: number): string {
  const prefix = textOf(bytes.subarray(at + 345, at + 500));
  const name = textOf(bytes.subarray(at, at + 100));
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, Math.min(end < 0 ? field.length : end, 4096));
}

function octal(field: string): number | undefined {
  const digits = /^ *([0-7]{1,12})[ \0]*$/.exec(field)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}
