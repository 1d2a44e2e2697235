import { expect, test } from 'vitest';
import { randomText } from '../../test/repository/made-up-secrets.ts';
import { judgeNamedValue } from './named-value.ts';

test.each([
  ['', 'harmless'],
  ['your-secret-here', 'harmless'],
  ['change-me', 'harmless'],
  ['$OTHER', 'harmless'],
  ['dev-secret', 'harmless'],
  ['hunter22', 'weak'],
  [randomText(44, 3), 'secret'],
  [`pk_live_${randomText(99, 5)}`, 'harmless'],
  [`postgres://app:${randomText(20, 4)}@db.acme.io/app`, 'secret'],
  ['postgres://postgres:postgres@localhost:5432/app', 'harmless'],
  ['https://acme.io/path', 'harmless'],
])('%s', (value, judged) => expect(judgeNamedValue(value)).toBe(judged));
