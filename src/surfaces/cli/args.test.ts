import { expect, test } from 'vitest';
import { UsageError } from '../../model/errors.ts';
import { readArgs } from './args.ts';

test('an address is audited; options may repeat; what help lists is taken', () => {
  expect(readArgs(['https://app.acme.example', '--only', 'email', '--only=domain', '--json'])).toEqual({
    verb: 'audit',
    operands: ['https://app.acme.example'],
    flags: new Set(['json']),
    values: new Map([['only', ['email', 'domain']]]),
  });
});

test.each([
  [['--jsn'], 'launch-ready audit has no option --jsn; did you mean --json? See: launch-ready help audit'],
  [['--buget=3'], 'launch-ready audit has no option --buget; did you mean --budget?'],
  [['compare', '--active'], 'launch-ready compare has no option --active; see: launch-ready help compare'],
  [['--out'], '--out needs a value; see: launch-ready help audit'],
  [['demmo'], 'launch-ready has no verb demmo; did you mean demo? See: launch-ready help'],
])('%j', (argv, says) => {
  expect(() => readArgs(argv)).toThrow(UsageError);
  expect(() => readArgs(argv)).toThrow(says);
});
