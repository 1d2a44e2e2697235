import { Buffer } from 'node:buffer';

const FROM = Buffer.from('From ');

/** True for bytes that begin like an mbox: a line `From sender date`. */
export function isMbox(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, FROM.length)).equals(FROM);
}

/**
 * The messages of an mbox (RFC 4155), without their `From ` lines. A message begins at such a line at the start or after an empty line.
 * `>From ` in bodies is left as it is: reports travel encoded.
 */
export function* mboxMessages(bytes: Uint8Array): Generator<Uint8Array> {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = isMbox(box) ? 0 : box.length;
  while (at < box.length) {
    const line = box.indexOf(10, at);
    if (line === -1) return;
    const next = nextMessage(box, line + 1);
    yield box.subarray(line + 1, next);
    at = next;
  }
}

function nextMessage(box: Buffer, from: number): number {
  for (let at = box.indexOf(FROM, from); at !== -1; at = box.indexOf(FROM, at + 1)) {
    const before = box.toString('latin1', Math.max(from, at - 3), at);
    const line = box.toString('latin1', at, at + 200).split('\n')[0] ?? '';
    // Text may begin a line with `From` too; the separator has a time in it.
    if ((at === from || before.endsWith('\n\n') || before.endsWith('\n\r\n')) && /^From \S+ .*\d\d:\d\d/.test(line)) return at;
  }
  return box.length;
}
