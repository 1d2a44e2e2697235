/**
 * A server of which it is known how long it takes: 10 ms, every hundredth request 500 ms, and once, 15 s after the first request, it stands still for 2 s.
 * Started as a process of its own: `node bench/common/known-server.ts PORT`. `GET /zero` begins anew.
 */
import { createServer } from 'node:http';

export const BASE_MS = 10;
export const SLOW_MS = 500;
export const SLOW_EVERY = 100;
export const STOP_AT_MS = 15_000;
export const STOP_MS = 2000;

/** What somebody waits whose request is the `index`-th and due at `at` ms after the first one, when nothing else is in the way. */
export function knownLatency(index: number, at: number): number {
  const works = index % SLOW_EVERY === SLOW_EVERY - 1 ? SLOW_MS : BASE_MS;
  const stopEnd = STOP_AT_MS + STOP_MS;
  const isIn = (moment: number): boolean => moment >= STOP_AT_MS && moment < stopEnd;
  const begins = isIn(at) ? stopEnd : at;
  const ends = begins + works;
  return (isIn(ends) ? stopEnd : ends) - at;
}

if (process.argv[1] === import.meta.filename) {
  let index = 0;
  let stop: NodeJS.Timeout | undefined;
  const body = JSON.stringify({ message: 'Hello from Acme' });
  createServer((request, response) => {
    if (request.url === '/zero') {
      clearTimeout(stop);
      [index, stop] = [0, undefined];
      response.end();
      return;
    }
    const works = index++ % SLOW_EVERY === SLOW_EVERY - 1 ? SLOW_MS : BASE_MS;
    stop ??= setTimeout(() => {
      const until = performance.now() + STOP_MS;
      while (performance.now() < until);
    }, STOP_AT_MS);
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body), works);
  }).listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('ready'));
}
