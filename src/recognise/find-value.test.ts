import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { mask, Secret } from '../model/text.ts';
import { findValue } from './find-value.ts';
import { secretFingerprint } from './secrets/fingerprint.ts';

const value = 'q7-Zx0Lm9Pa4Rt2Vb8Nc6Wd1';
const found = (text: string, selfIdentifying: boolean): string | undefined => {
  const secret = findValue(Buffer.from(text), secretFingerprint(value), mask(value, selfIdentifying));
  return secret && Secret.reveal(secret);
};

test.each([true, false])('a value is found again by its fingerprint (shown beginning: %s)', (selfIdentifying) => {
  expect(found(`a=1\nq7-Zwrong KEY="${value}"\n`, selfIdentifying)).toBe(value);
  expect(found(value, selfIdentifying)).toBe(value);
  expect(found(`KEY=${value.slice(0, -1)}x`, selfIdentifying)).toBeUndefined();
  expect(found('', selfIdentifying)).toBeUndefined();
});

test('megabytes without it end soon', () => {
  expect(found('x'.repeat(2_000_000), false)).toBeUndefined();
  expect(found('- '.repeat(1_000_000), false)).toBeUndefined();
});
