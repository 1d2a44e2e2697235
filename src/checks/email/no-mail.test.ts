import { expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import type { Zone } from '../../formats/zone.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { lookAtDmarc } from '../../probes/email/dmarc.ts';
import { lookAtSpf } from '../../probes/email/spf.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { noMailCheck } from './no-mail.ts';

const SPF: Line = ['@', 'TXT', 'v=spf1 -all'];
const MX: Line = ['@', 'MX', '0 .'];
const DMARC: Line = ['_dmarc', 'TXT', 'v=DMARC1; p=reject'];
const CASES: readonly (readonly [string, readonly Line[], readonly string[]])[] = [
  ['says so', [SPF, DMARC], []],
  ['nothing', [], ['spf-open', 'dmarc-open']],
  ['DMARC spares names that do not exist', [SPF, ['_dmarc', 'TXT', 'v=DMARC1; p=reject; np=none']], ['dmarc-open']],
  ['SPF allows something', [['@', 'TXT', 'v=spf1 a -all'], DMARC], ['spf-open']],
  ['SPF is soft', [['@', 'TXT', 'v=spf1 ~all'], DMARC], ['spf-open']],
  ['two SPF records', [SPF, ['@', 'TXT', 'v=spf1 ~all'], DMARC], ['spf-open']],
  ['DMARC watches', [SPF, ['_dmarc', 'TXT', 'v=DMARC1; p=none']], ['dmarc-open']],
  ['DMARC in test mode', [SPF, ['_dmarc', 'TXT', 'v=DMARC1; p=reject; t=y']], ['dmarc-open']],
  ['DMARC spares subdomains', [SPF, ['_dmarc', 'TXT', 'v=DMARC1; p=reject; sp=none']], ['dmarc-open']],
  ['two DMARC records', [SPF, DMARC, ['_dmarc', 'TXT', 'v=DMARC1; p=reject; fo=1']], ['dmarc-open']],
];

function judge(zones: readonly Zone[], sendsMail?: boolean): Judged {
  const answers = zoneAnswers(zones);
  const given = {
    spf: driveNow(lookAtSpf('acme.test', []), answers),
    dmarc: driveNow(lookAtDmarc('acme.test'), answers),
    mx: driveNow(lookAtMx('acme.test'), answers),
    ns: undefined,
  };
  return judgeOne(noMailCheck, given, { intent: sendsMail === undefined ? {} : { sendsMail } });
}

it.each(CASES)('email/no-mail: %s', (_name, lines, problems) => {
  const zones = [zone('acme.test', MX, ...lines)];
  const judged = judge(zones, false);
  expect(judged.problems).toEqual(problems);
  for (const { problem, details } of judged.fails) {
    const after = judge(applyChanges(zones, details.fix?.changes ?? []), false).problems;
    expect(after).toEqual(problems.filter((each) => each !== problem));
  }
});

it('email/no-mail: no MX record at all', () => {
  const zones = [zone('acme.test', SPF, DMARC)];
  const [fail] = judge(zones, false).fails;
  expect(fail?.problem).toBe('mx-open');
  expect(judge(applyChanges(zones, fail?.details.fix?.changes ?? []), false).problems).toEqual([]);
});

it.each([true, undefined])('email/no-mail does not apply when sends is %s', (sendsMail) => {
  expect(judge([zone('acme.test')], sendsMail)).toMatchObject({ problems: [], notApplicable: [expect.any(String)] });
});
