import { expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import { type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { mxCheck } from './mx.ts';

const HOST: Line = ['mail', 'A', '203.0.113.1'];
const CASES: [string, readonly Line[], readonly string[], { unknown?: number; notApplicable?: number; softened?: boolean }?][] = [
  ['one that answers', [['@', 'MX', '10 mail.acme.test'], HOST], []],
  [
    'IPv6 only',
    [
      ['@', 'MX', '10 six.acme.test'],
      ['six', 'AAAA', '2001:db8::1'],
    ],
    [],
  ],
  ['none', [], [], { notApplicable: 1 }],
  ['null', [['@', 'MX', '0 .']], [], { notApplicable: 1 }],
  ['null beside others', [['@', 'MX', '0 .'], ['@', 'MX', '10 mail.acme.test'], HOST], ['null-with-others']],
  ['a name that is gone', [['@', 'MX', '10 gone.acme.test']], ['no-address']],
  [
    'a name without addresses',
    [
      ['@', 'MX', '10 text.acme.test'],
      ['text', 'TXT', 'x'],
    ],
    ['no-address'],
  ],
  ['one of two is gone', [['@', 'MX', '10 mail.acme.test'], ['@', 'MX', '20 gone.acme.test'], HOST], ['no-address'], { softened: true }],
  ['an address', [['@', 'MX', '10 203.0.113.1']], ['is-address']],
  ['an alias', [['@', 'MX', '10 alias.acme.test'], ['alias', 'CNAME', 'mail.acme.test'], HOST], ['is-alias']],
  ['a name that nobody answers for', [['@', 'MX', '10 mx.silent.test']], [], { unknown: 1 }],
];

it.each(CASES)('email/mx: %s', (_name, lines, problems, more) => {
  const mx = driveNow(lookAtMx('acme.test'), zoneAnswers([zone('acme.test', ...lines), zone('silent.test')], ['silent.test']));
  const judged = judgeOne(mxCheck, { mx });
  expect(judged.problems).toEqual(problems);
  expect([judged.unknown.length, judged.notApplicable.length]).toEqual([more?.unknown ?? 0, more?.notApplicable ?? 0]);
  expect(judged.fails.map(({ details }) => details.soften !== undefined)).toEqual(problems.map(() => more?.softened ?? false));
});
