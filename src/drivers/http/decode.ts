import { Buffer } from 'node:buffer';
import type { Transform } from 'node:stream';
import type * as Zlib from 'node:zlib';

export interface Decoded {
  readonly bytes: Uint8Array;
  /** `size`: more than `most` bytes came out; `malformed`: the coding broke off or is unknown. */
  readonly cut?: 'size' | 'malformed';
}

const DECODERS: Readonly<Record<string, (zlib: typeof Zlib) => Transform>> = {
  gzip: ({ createGunzip, constants }) => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  'x-gzip': ({ createGunzip, constants }) => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: ({ createInflate, constants }) => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: ({ createBrotliDecompress, constants }) => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: ({ createZstdDecompress }) => createZstdDecompress(),
};
export const ACCEPTED_CODINGS = 'gzip, deflate, br, zstd';

/**
 * Undoes one content coding (RFC 9110 §8.4). Stops as soon as `most` bytes came out, so that a small body that unpacks to gigabytes costs nothing.
 * A body that was cut on the way gives what could be read of it. Never rejects.
 */
export async function decode(wire: Uint8Array, coding: string, most: number): Promise<Decoded> {
  const name = coding.trim().toLowerCase();
  if (name === '' || name === 'identity') return wire.length > most ? { bytes: wire.subarray(0, most), cut: 'size' } : { bytes: wire };
  const make = DECODERS[name];
  if (!make) return { bytes: new Uint8Array(), cut: 'malformed' };
  const parts: Uint8Array[] = [];
  let total = 0;
  const decoder = make(await import('node:zlib'));
  try {
    decoder.end(wire);
    for await (const part of decoder as AsyncIterable<Uint8Array>) {
      parts.push(part);
      total += part.length;
      if (total > most) return { bytes: Buffer.concat(parts).subarray(0, most), cut: 'size' };
    }
    return { bytes: Buffer.concat(parts) };
  } catch {
    return { bytes: Buffer.concat(parts).subarray(0, most), cut: 'malformed' };
  } finally {
    decoder.destroy();
  }
}
