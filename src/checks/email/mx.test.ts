import { expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { judgeOne } from '../../../test/support/judge-one.ts';
import type { Zone } from '../../formats/zone.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
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
  [
    'a private address',
    [
      ['@', 'MX', '10 in.acme.test'],
      ['in', 'A', '10.0.0.5'],
    ],
    ['private-address'],
  ],
  ['the same host twice', [['@', 'MX', '10 mail.acme.test'], ['@', 'MX', '20 mail.acme.test'], HOST], ['duplicate']],
  ['a name that nobody answers for', [['@', 'MX', '10 mx.silent.test']], [], { unknown: 1 }],
];

const ACME = { domain: 'acme.test', selectors: [], declared: true } as const;
it.each([
  ['replies bounce', [], [ACME], ['replies-bounce']],
  ['another domain sends', [], [{ ...ACME, domain: 'mail.test' }], []],
  ['sends but takes none', [['@', 'MX', '0 .']], [ACME], ['sends-but-takes-none']],
  ['mailboxes moved, MX did not', [['@', 'MX', '10 mx.zoho.com.']], [{ ...ACME, provider: 'google-workspace' }], ['other-service']],
  ['a filter in front', [['@', 'MX', '10 filter.zoho-like.com.']], [{ ...ACME, provider: 'google-workspace' }], []],
  ['mailboxes where they are', [['@', 'MX', '1 smtp.google.com.']], [{ ...ACME, provider: 'google-workspace' }], []],
] as const)('email/mx: %s', (_name, lines, senders, problems) => {
  const elsewhere = [
    ['zoho.com', 'mx'],
    ['google.com', 'smtp'],
    ['zoho-like.com', 'filter'],
  ].map(([name = '', label = '']) => zone(name, [label, 'A', '203.0.113.9']));
  const zones = [zone('acme.test', ...lines), ...elsewhere];
  const mx = driveNow(lookAtMx('acme.test'), zoneAnswers(zones));
  expect(judgeOne(mxCheck, { mx }, { intent: { senders } }).problems).toEqual(problems);
});

it.each(CASES)('email/mx: %s', (_name, lines, problems, more) => {
  const zones = [zone('acme.test', ...lines), zone('silent.test')];
  const judge = (all: readonly Zone[]) => judgeOne(mxCheck, { mx: driveNow(lookAtMx('acme.test'), zoneAnswers(all, ['silent.test'])) });
  const judged = judge(zones);
  for (const { problem, details } of judged.fails) {
    expect(details.fix?.steps.length).toBeGreaterThan(0);
    const after = details.fix?.changes ? judge(applyChanges(zones, details.fix.changes)).problems : [];
    expect(after).not.toContain(problem);
  }
  expect(judged.problems).toEqual(problems);
  expect([judged.unknown.length, judged.notApplicable.length]).toEqual([more?.unknown ?? 0, more?.notApplicable ?? 0]);
  expect(judged.fails.map(({ details }) => details.soften !== undefined)).toEqual(problems.map(() => more?.softened ?? false));
});
