import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Introduction } from '../drivers/git-history.ts';
import type { Cache } from '../ports/io.ts';
import type { BlobHits } from './scan-blobs-job.ts';

/** A whole history that was scanned: valid until a ref moves. */
export interface WholeScan {
  /** Digest of the refs, and of the part of the repository. */
  readonly state: string;
  readonly versions: number;
  readonly media: number;
  /** Named in it, but not here: it is whole again only while none of them has arrived. */
  readonly missing: readonly string[];
  /** Which of `found` are part of it. */
  readonly found: readonly string[];
}
/** What is known about contents from earlier runs, by blob id. Nothing in it is a raw value. */
export interface BlobCache {
  /** Scanned; those with something in them, or that could not be looked into whole, are in `found` too. */
  readonly ids: Set<string>;
  readonly found: Map<string, BlobHits>;
  readonly introduced: Map<string, Introduction>;
  whole: WholeScan | null;
}

const NAME = 'history';
const SCHEMA = 'launch-ready/blob-cache@2';
const SUM_BYTES = 32;

export async function loadBlobCache(cache: Cache | undefined, rules: string): Promise<BlobCache> {
  const bytes = await cache?.load(NAME);
  return (
    (bytes && decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), rules)) ?? {
      ids: new Set(),
      found: new Map(),
      introduced: new Map(),
      whole: null,
    }
  );
}

export async function saveBlobCache(cache: Cache | undefined, rules: string, known: BlobCache): Promise<void> {
  await cache?.save(NAME, encode(known, rules));
}

/** One line of JSON, the ids as bytes, and a checksum over both: whatever was cut off or changed is not taken for a cache. */
export function encode({ ids, found, introduced, whole }: BlobCache, rules: string): Uint8Array {
  const [first = ''] = ids;
  const head = { schema: SCHEMA, rules, idBytes: first.length / 2, ids: ids.size, found: [...found.values()], introduced: [...introduced], whole };
  const line = Buffer.from(`${JSON.stringify(head)}\n`);
  // Written into one place: a buffer for each of a hundred thousand ids would be most of the memory of a run.
  const bytes = Buffer.alloc(line.length + ids.size * head.idBytes + SUM_BYTES);
  let at = line.copy(bytes);
  for (const id of ids) at += bytes.write(id, at, 'hex');
  createHash('sha256').update(bytes.subarray(0, at)).digest().copy(bytes, at);
  return bytes;
}

export function decode(bytes: Buffer, rules: string): BlobCache | undefined {
  const body = bytes.subarray(0, Math.max(0, bytes.length - SUM_BYTES));
  if (!createHash('sha256').update(body).digest().equals(bytes.subarray(body.length))) return undefined;
  const end = body.indexOf(10);
  // The checksum holds, so these bytes are what we wrote.
  const head = JSON.parse(body.toString('utf8', 0, Math.max(0, end))) as {
    schema: string;
    rules: string;
    idBytes: number;
    ids: number;
    found: BlobHits[];
    introduced: [string, Introduction][];
    whole: WholeScan | null;
  };
  if (head.schema !== SCHEMA || head.rules !== rules) return undefined;
  const ids = new Set<string>();
  for (let at = end + 1; ids.size < head.ids && at < body.length; at += head.idBytes) ids.add(body.toString('hex', at, at + head.idBytes));
  return { ids, found: new Map(head.found.map((one) => [one.id, one])), introduced: new Map(head.introduced), whole: head.whole };
}
