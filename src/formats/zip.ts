import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { megabytes, Refusal } from './dmarc-report-refusal.ts';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 2000;

export interface ZipEntry {
  /** As written in the archive; not a path to be used. */
  readonly name: string;
  /** The content, at most `most` bytes and as announced. @throws Refusal */
  read(most: number): Uint8Array;
}

/**
 * The files of a zip archive (APPNOTE 6.3), read by its directory; folders are left out. Nothing is unpacked before `read`.
 * @throws Refusal when there is no directory, or it is not to be trusted: entries that share bytes are how small archives become huge ones.
 */
export function zipEntries(archive: Uint8Array): readonly ZipEntry[] {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const start = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || start === 0xffffffff) throw new Refusal('too-large', 'the zip archive is of the kind for more than 65,534 files or 4 GB');
  if (count > MOST_ENTRIES) throw new Refusal('too-large', `the zip archive holds ${count} files; at most ${MOST_ENTRIES} are read`);
  const entries: ZipEntry[] = [];
  const claimed: (readonly [from: number, to: number])[] = [];
  let next = start;
  for (let index = 0; index < count; index++) {
    const at = next;
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY)
      throw new Refusal('malformed', `the directory of the zip archive is broken at byte ${at}`);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const entry = entryAt(bytes, at, name);
    if (claimed.some(([from, to]) => entry.from < to && from < entry.to)) throw new Refusal('malformed', 'files of the zip archive share the same bytes');
    claimed.push([entry.from, entry.to]);
    if (!name.endsWith('/')) entries.push({ name, read: (most) => unpack(bytes, at, entry, most) });
    next += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfDirectory(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - END_BYTES - LONGEST_COMMENT);
  for (let at = bytes.length - END_BYTES; at >= earliest; at--) if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw new Refusal('truncated', 'the zip archive ends before its directory; the file is cut off');
}

/** Where the packed bytes of an entry lie. */
function entryAt(bytes: Buffer, at: number, name: string): { readonly from: number; readonly to: number } {
  const local = bytes.readUInt32LE(at + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_HEADER)
    throw new Refusal('malformed', `${name.slice(0, 80)} does not lie where the directory of the zip archive says`);
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const to = from + bytes.readUInt32LE(at + 20);
  if (to > bytes.length) throw new Refusal('truncated', 'the zip archive is cut off');
  return { from, to };
}

function unpack(bytes: Buffer, at: number, { from, to }: { readonly from: number; readonly to: number }, most: number): Uint8Array {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const announced = bytes.readUInt32LE(at + 24);
  if ((flags & 1) !== 0) throw new Refusal('encrypted', 'the file in the zip archive is encrypted');
  if (method !== 0 && method !== 8) throw new Refusal('malformed', `the file in the zip archive is packed by method ${method}, which nobody uses for reports`);
  if (announced > most) throw new Refusal('too-large', `unpacked it would have ${megabytes(announced)}; at most ${megabytes(most)} are read`);
  const packed = bytes.subarray(from, to);
  const content = method === 0 ? packed : inflate(packed, Math.max(announced, 1));
  if (content.length !== announced || crc32(content) !== bytes.readUInt32LE(at + 16))
    throw new Refusal('malformed', 'the file in the zip archive is damaged (checksum)');
  return content;
}

function inflate(packed: Uint8Array, most: number): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    throw unpackingRefusal(error, most);
  }
}

/** What zlib says, in our words. */
export function unpackingRefusal(error: unknown, most: number): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_BUFFER_TOO_LARGE') return new Refusal('too-large', `it unpacks to more than ${most < 1_000_000 ? 'it announces' : megabytes(most)}`);
  if (code === 'Z_BUF_ERROR') return new Refusal('truncated', 'the packed data ends too early; the file is cut off');
  return new Refusal('malformed', 'the packed data is damaged');
}
