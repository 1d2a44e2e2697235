import { describe, expect, it } from 'vitest';
import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { driveNow } from '../../formats/dns-question.ts';
import type { Zone } from '../../formats/zone.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { lookAtDmarc } from '../../probes/email/dmarc.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { dmarcLadderCheck } from './dmarc-ladder.ts';

type Source = DmarcReportsEvidence['sources'][number];
const source = (name: string, messages: number, aligned: number, kind: Source['kind'] = 'service'): Source => ({
  name: quote(name),
  provider: null,
  kind,
  messages,
  aligned,
  spfAligned: 0,
  dkimAligned: aligned,
  unsigned: messages - aligned,
  signedByOther: 0,
  brokenSignature: 0,
  addresses: [],
});
function reports(days: number, ...sources: Source[]): DmarcReportsEvidence {
  const sum = (of: (one: Source) => number): number => sources.reduce((all, one) => all + of(one), 0);
  const [messages, aligned] = [sum((one) => one.messages), sum((one) => one.aligned)];
  return {
    days,
    from: '2026-11-01T00:00:00Z',
    to: '2026-11-24T00:00:00Z',
    reports: 40,
    reporters: 3,
    messages,
    aligned,
    alignedShare: aligned / messages,
    spfAligned: 0,
    dkimAligned: aligned,
    quarantined: 0,
    rejected: 0,
    published: null,
    sources,
    otherMessages: 0,
  };
}
function judge(zones: readonly Zone[], seen?: DmarcReportsEvidence, intent: Partial<Intent> = {}): Judged {
  const dmarc = driveNow(lookAtDmarc('acme.test'), zoneAnswers(zones));
  return judgeOne(dmarcLadderCheck, { dmarc, reports: seen, ns: undefined }, { intent: { domains: ['acme.test'], ...intent } });
}
const RUA = 'rua=mailto:dmarc@acme.test';
const at = (text: string): Zone[] => [zone('acme.test', ['@', 'MX', '10 mail.acme.test'], ['_dmarc', 'TXT', text] satisfies Line)];
const WATCHING = at(`v=DMARC1; p=none; ${RUA}`);
const GOOD = reports(20, source('Resend', 1000, 999));
const BAD = reports(20, source('Resend', 1000, 999), source('Mailchimp', 400, 0));

describe('email/dmarc-ladder', () => {
  it.each([
    ['watches, no reports, no plan', WATCHING, undefined, {}, ['watching-only']],
    ['watches, with a plan', WATCHING, undefined, { dmarc: { raiseOn: '2026-12-20', limit: {} } }, []],
    ['watches, the day has passed', WATCHING, undefined, { dmarc: { raiseOn: '2026-11-20', limit: {} } }, ['overdue']],
    ['watches, reports are good', WATCHING, GOOD, {}, ['ready-for-quarantine']],
    ['watches, reports are good, the plan is later', WATCHING, GOOD, { dmarc: { raiseOn: '2026-12-20', limit: {} } }, ['ready-for-quarantine']],
    ['watches, the owner wants more days', WATCHING, GOOD, { dmarc: { limit: { days: 30 } } }, ['watching-only']],
    ['watches, reports are good but old', WATCHING, { ...GOOD, to: '2026-11-01T00:00:00Z' }, {}, ['watching-only']],
    ['quarantine, a service failed long ago', at(`v=DMARC1; p=quarantine; ${RUA}`), { ...BAD, to: '2026-11-01T00:00:00Z' }, {}, []],
    ['watches, a service fails', WATCHING, BAD, {}, ['not-ready']],
    ['watches, a newsletter would be lost whole', WATCHING, reports(20, source('Resend', 10_000, 9990), source('Mailchimp', 48, 0)), {}, ['not-ready']],
    ['quarantine, reports are good', at(`v=DMARC1; p=quarantine; ${RUA}`), GOOD, {}, ['ready-for-reject']],
    ['quarantine, no reports', at(`v=DMARC1; p=quarantine; ${RUA}`), undefined, {}, []],
    ['quarantine, a service fails', at(`v=DMARC1; p=quarantine; ${RUA}`), BAD, {}, ['hits-own-mail']],
    [
      'quarantine, a newsletter would be lost whole',
      at(`v=DMARC1; p=quarantine; ${RUA}`),
      reports(20, source('Resend', 10_000, 9990), source('Mailchimp', 48, 0)),
      {},
      ['hits-own-mail'],
    ],
    ['reject, a service fails', at(`v=DMARC1; p=reject; ${RUA}`), BAD, {}, ['hits-own-mail']],
    ['reject, forged mail fails', at(`v=DMARC1; p=reject; ${RUA}`), reports(20, source('Resend', 10, 10), source('x', 900, 0, 'stranger')), {}, []],
    ['reject', at(`v=DMARC1; p=reject; ${RUA}`), GOOD, {}, []],
    ['no record', [zone('acme.test')], GOOD, {}, []],
    ['a record nobody can use', at('v=DMARC1; p=maybe'), GOOD, {}, []],
    ['watches without reports: judged elsewhere', at('v=DMARC1; p=none'), undefined, {}, []],
    ['no mail', WATCHING, undefined, { sendsMail: false }, []],
  ] as const)('%s', (_name, zones, seen, intent, problems) => {
    const judged = judge([...zones], seen, intent);
    expect(judged.problems).toEqual(problems);
    expect(judged.unknown).toEqual([]);
    for (const { problem, details } of judged.fails) {
      expect(details.fix?.steps.length).toBeGreaterThan(0);
      const after = details.fix?.changes ? judge(applyChanges([...zones], details.fix.changes), seen, intent).problems : [];
      expect(after).not.toContain(problem);
    }
  });

  it('says the next record exactly', () => {
    expect(judge(WATCHING, GOOD).fails[0]?.details.fix?.snippet?.text).toContain('"v=DMARC1; p=quarantine; rua=mailto:dmarc@acme.test"');
  });
});
