import { expect, test } from 'vitest';
import { recogniseDetails } from './server-details.ts';

test.each<[string, number, string, string | undefined]>([
  ['a Node stack', 500, 'Error: x\n    at handler (/srv/app/server.js:10:5)\n', 'stack-trace node'],
  ['an Express error page', 500, '<pre>Error: x<br> &nbsp; &nbsp;at /srv/app/x.js:3:9</pre>', 'stack-trace node'],
  ['a Python traceback', 500, 'Traceback (most recent call last):\n  File "x"', 'stack-trace python'],
  ['the same on a page about it', 200, 'Traceback (most recent call last):', undefined],
  ['Django', 404, "You're seeing this error because you have <code>DEBUG = True</code>", 'debug-page django'],
  ['the Vite dev server', 200, '<script type="module" src="/@vite/client"></script>', 'debug-page vite'],
  ['a directory', 200, '<html><head><title>Index of /assets/</title></head><body><h1>Index of /assets/</h1>', 'directory-listing nginx'],
  ['a database error', 500, '{"error":"SQLSTATE[42P01]: Undefined table"}', 'database-error sql'],
  ['a plain error page', 500, '<h1>Sorry</h1>', undefined],
  ['"at" in a sentence', 500, 'We are at lunch (back at 14:00)', undefined],
])('%s', (_, status, body, found) => {
  const details = recogniseDetails({ status, body });
  expect(details && `${details.kind} ${details.by}`).toBe(found);
});

test('long hostile text takes no time', () => {
  const started = performance.now();
  for (const piece of ['   at ', '<title>', 'Warning: ', 'Index of /', 'at a(b) in ']) recogniseDetails({ status: 500, body: piece.repeat(20_000) });
  expect(performance.now() - started).toBeLessThan(1500);
});
