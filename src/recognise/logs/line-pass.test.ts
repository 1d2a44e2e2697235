import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { type Random, seededRandom } from '../../../test/fuzz/mutate.ts';
import { randomLog } from '../../../test/support/random-log.ts';
import { logSecretFinder } from '../../probes/logs/find-log-secrets.ts';
import type { LogFacts } from './log-facts.ts';
import { makeLinePass } from './line-pass.ts';
import { type LogScanOptions, logScanner } from './scan-log.ts';

const NOW = 1_764_563_264;
const findSecrets = logSecretFinder(NOW * 1000, undefined);

/** @param size bytes that arrive at once */
function scan(bytes: Uint8Array, size: () => number, options: Partial<LogScanOptions> = {}): LogFacts {
  const scanner = logScanner({ findSecrets, now: NOW, ...options });
  for (let at = 0; at < bytes.length; ) {
    const to = at + size();
    // The piece is written over at once, as a reader with one buffer does.
    const piece = Buffer.from(bytes.subarray(at, to));
    scanner.push(piece);
    piece.fill(0x40);
    at = to;
  }
  return scanner.end();
}
const whole = (): number => 1 << 26;
const pieces = (random: Random) => (): number => [1, 2, 17, 300, 4096, 65_536, 400_000][random(7)] ?? 1;

test('the assembled pass and the one in JavaScript find the same in anything', () => {
  const state = { line: 1, lineStart: 0 };
  expect(makeLinePass(state).constructor).not.toBe(makeLinePass(state, true).constructor);
  const random = seededRandom(11);
  const kinds = new Set<string>();
  for (let round = 0; round < 300; round++) {
    const bytes = Buffer.from(randomLog(random, 1 + random(60), NOW));
    const facts = scan(bytes, whole);
    expect(scan(bytes, whole, { fallback: true })).toEqual(facts);
    for (const { kind } of facts.finds) kinds.add(kind);
  }
  // Nothing was compared that never came up.
  expect([...kinds].sort()).toEqual(
    'auth-header card email env-dump error-headers iban ip jwt name national-id password phone prompt secret token-field url-credentials url-token'.split(' '),
  );
}, 30_000);

test.each([
  ['blocks of a log', 2500, undefined],
  ['lines above the cap', 400, 300],
])(
  'however it arrives, the same is found: %s',
  (_, lines, mostLine) => {
    const random = seededRandom(12);
    for (let round = 0; round < 6; round++) {
      const bytes = Buffer.from(randomLog(random, lines, NOW));
      const options = mostLine === undefined ? {} : { mostLine };
      const facts = scan(bytes, whole, options);
      expect(facts.cutLines > 0).toBe(mostLine !== undefined);
      expect(scan(bytes, pieces(random), options)).toEqual(facts);
      expect(scan(bytes, pieces(random), { ...options, fallback: true })).toEqual(facts);
    }
  },
  30_000,
);

test('the blocks hold every line once, and the line they begin with', () => {
  const random = seededRandom(13);
  const text = randomLog(random, 4000, NOW);
  const bytes = Buffer.from(text);
  const seen: string[] = [];
  const first: number[] = [];
  scan(bytes, pieces(random), {
    onBlock: (block, line) => {
      first.push(line);
      seen.push(Buffer.from(block).toString());
    },
  });
  expect(seen.join('') === (text.endsWith('\n') ? text : `${text}\n`)).toBe(true);
  expect(first).toEqual(seen.map((_, index) => seen.slice(0, index).join('').split('\n').length));
  expect(seen.length).toBeGreaterThan(2);
});
