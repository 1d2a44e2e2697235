import { Buffer } from 'node:buffer';

/** Reads lines and exact byte counts from a stream of chunks, without copying more than it must. The chunks are its own: nobody else may keep them. */
export interface ByteReader {
  /** The next line without its end mark, or `undefined` at the end. A line over `most` bytes is cut there. */
  line(most?: number): Promise<string | undefined>;
  /** Exactly `count` bytes; fewer only when the stream ended. Valid until the next call: the memory is used again. */
  bytes(count: number): Promise<Uint8Array>;
  /** Reads no further, so that the source can end. */
  close(): Promise<void>;
}

const LINE_CAP = 64 * 1024;

export function readBytes(stream: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = stream[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array(0);
  let at = 0;
  let scratch: Uint8Array = new Uint8Array(0);
  const more = async (): Promise<boolean> => {
    while (at >= chunk.length) {
      const next = await chunks.next();
      if (next.done) return false;
      release(chunk);
      chunk = next.value;
      at = 0;
    }
    return true;
  };
  return {
    async line(most = LINE_CAP) {
      const parts: Uint8Array[] = [];
      let kept = 0;
      for (;;) {
        if (at >= chunk.length && !(await more())) return parts.length ? decode(parts) : undefined;
        const end = chunk.indexOf(10, at);
        const part = chunk.subarray(at, end < 0 ? chunk.length : end);
        at += part.length + (end < 0 ? 0 : 1);
        const wanted = part.subarray(0, Math.max(0, most - kept));
        // Of a line that goes on in the next chunk a copy: this one goes.
        parts.push(end < 0 ? new Uint8Array(wanted) : wanted);
        kept += part.length;
        if (end >= 0) return decode(parts);
      }
    },
    async bytes(count) {
      if (at + count <= chunk.length) {
        at += count;
        return chunk.subarray(at - count, at);
      }
      // One place for all that lies across chunks: a new one each time is most of the work of reading a large history.
      if (scratch.length < count) scratch = Buffer.allocUnsafeSlow(Math.max(count, scratch.length * 2));
      const whole = scratch;
      let filled = 0;
      while (filled < count && (at < chunk.length || (await more()))) {
        const part = chunk.subarray(at, at + count - filled);
        whole.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      return whole.subarray(0, filled);
    },
    async close() {
      await chunks.return?.();
    },
  };
}

/** Gives the memory of a chunk back at once: thousands of them that wait for the garbage collector call it ten times a second. */
function release({ buffer, byteLength }: Uint8Array): void {
  // A part of a larger buffer belongs to others too.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}

function decode(parts: readonly Uint8Array[]): string {
  const [only] = parts;
  const { buffer, byteOffset, byteLength } = parts.length === 1 && only ? only : Buffer.concat(parts);
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
