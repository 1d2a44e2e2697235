import { describe, expect, it } from 'vitest';
import { driveNow } from '../../formats/dns-question.ts';
import type { Zone } from '../../formats/zone.ts';
import type { Intent } from '../../model/intent.ts';
import { sendersUnder } from '../../model/senders.ts';
import { lookAtDmarc, lookBelow } from '../../probes/email/dmarc.ts';
import { lookAtMx } from '../../probes/email/mx.ts';
import { type Judged, judgeOne } from '../../../test/support/judge-one.ts';
import { applyChanges, type Line, zone, zoneAnswers } from '../../../test/support/zone-answers.ts';
import { dmarcCheck } from './dmarc.ts';

const MX: Line = ['@', 'MX', '10 mail.acme.test'];
const OTHERS = [
  zone('reports.example', ['@', 'MX', '10 mx.reports.example'], ['acme.test._report._dmarc', 'TXT', 'v=DMARC1']),
  zone('wild.example', ['@', 'MX', '10 mx.wild.example'], ['*._report._dmarc', 'TXT', 'v=DMARC1;']),
  zone('closed.example', ['@', 'MX', '10 mx.closed.example']),
  zone('nomail.example', ['@', 'MX', '0 .']),
  zone('web.example', ['@', 'A', '192.0.2.1'], ['acme.test._report._dmarc', 'TXT', 'v=DMARC1']),
  zone('silent.example', ['@', 'MX', '10 mx.silent.example']),
];

function judge(zones: readonly Zone[], intent: Partial<Intent> = {}, domain = 'acme.test'): Judged {
  const answers = zoneAnswers([...zones, ...OTHERS], ['silent.example']);
  const below = driveNow(lookBelow(sendersUnder(domain, { senders: [], domains: [domain], ...intent }).map((sender) => sender.domain)), answers);
  const given = {
    dmarc: { ...driveNow(lookAtDmarc(domain), answers), below: below.filter((one) => one.domain !== domain) },
    mx: driveNow(lookAtMx(domain), answers),
  };
  return judgeOne(dmarcCheck, given, { intent: { domains: [domain], ...intent }, subject: { kind: 'domain', name: domain } });
}

const at = (...texts: string[]): Line[] => [MX, ...texts.map((text): Line => ['_dmarc', 'TXT', text])];
const RUA = 'rua=mailto:dmarc@acme.test';
interface Case {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly problems: readonly string[];
  readonly intent?: Partial<Intent>;
  readonly unknown?: number;
  readonly byHand?: boolean;
}
const RESEND: Partial<Intent> = { senders: [{ domain: 'acme.test', provider: 'resend', selectors: ['resend'], declared: true }] };
const CASES: readonly Case[] = [
  { name: 'reject with reports', lines: at(`v=DMARC1; p=reject; ${RUA}`), problems: [] },
  { name: 'upper case, odd spaces, unknown tags', lines: at(`v=DMARC1 ;p=Reject;${RUA} ; fo=1; x=y;`), problems: [] },
  { name: 'watching with reports is a beginning, not a failure', lines: at(`v=DMARC1; p=none; ${RUA}`), problems: [] },
  { name: 'no policy but reports counts as watching', lines: at(`v=DMARC1; ${RUA}`), problems: [] },
  { name: 'nothing', lines: [MX], problems: ['missing'] },
  { name: 'nothing, and no mailbox at home', lines: [], problems: ['missing'], byHand: true },
  { name: 'nothing, no mail', lines: [], intent: { sendsMail: false }, problems: [] },
  { name: 'at the apex', lines: [MX, ['@', 'TXT', `v=DMARC1; p=reject; ${RUA}`]], problems: ['wrong-place'] },
  { name: 'domain typed twice', lines: [MX, ['_dmarc.acme.test', 'TXT', `v=DMARC1; p=reject; ${RUA}`]], problems: ['wrong-place'] },
  { name: 'two records', lines: at(`v=DMARC1; p=reject; ${RUA}`, 'v=DMARC1; p=none; rua=mailto:x@reports.example'), problems: ['duplicate'] },
  { name: 'wrong case of the version', lines: at(`v=dmarc1; p=reject; ${RUA}`), problems: ['invalid'] },
  { name: 'policy first', lines: at(`p=reject; ${RUA}`), problems: ['invalid'] },
  { name: 'a tag twice', lines: at(`v=DMARC1; p=reject; p=none; ${RUA}`), problems: ['invalid'] },
  { name: 'a part that is no tag', lines: at(`v=DMARC1; p=reject; ${RUA}; report all`), problems: ['stray-text'] },
  { name: 'a wrong sp makes the whole record only watch', lines: at(`v=DMARC1; p=reject; sp=maybe; ${RUA}`), problems: ['unclear-policy'] },
  { name: 'a wrong np and no reports is no record', lines: at('v=DMARC1; p=reject; np=maybe'), problems: ['no-policy'] },
  { name: 'P in upper case, with a space', lines: at(`v=DMARC1; P=Reject ; ${RUA}`), problems: ['unclear-policy'] },
  { name: 'RUA in upper case', lines: at('v=DMARC1; p=reject; RUA=mailto:dmarc@acme.test'), problems: ['stray-text', 'no-reports'] },
  { name: 'V in upper case', lines: at(`V=DMARC1; p=reject; ${RUA}`), problems: [] },
  { name: 'SPF at the name', lines: at('v=spf1 -all'), problems: ['missing'] },
  { name: 'a policy that nobody knows, no reports', lines: at('v=DMARC1; p=block'), problems: ['no-policy'] },
  { name: 'a policy that nobody knows, with reports', lines: at(`v=DMARC1; p=block; ${RUA}`), problems: ['unclear-policy'] },
  { name: 'nothing but the version', lines: at('v=DMARC1;'), problems: ['no-policy'] },
  { name: 'watching without reports', lines: at('v=DMARC1; p=none'), problems: ['no-reports'] },
  { name: 'reject without reports, roadmap with reports', lines: at('v=DMARC1; p=reject'), problems: ['no-reports'] },
  {
    name: 'reject without reports, other roadmap',
    lines: at('v=DMARC1; p=reject'),
    intent: { profile: 'mobile-first-launch' },
    problems: ['no-reports-enforced'],
  },
  { name: 'reject without reports, no mailbox at home', lines: [['_dmarc', 'TXT', 'v=DMARC1; p=reject']], problems: ['no-reports'], byHand: true },
  { name: 'no mailto', lines: at('v=DMARC1; p=reject; rua=dmarc@acme.test'), problems: ['reports-cannot-arrive'] },
  { name: 'no mailbox', lines: at('v=DMARC1; p=reject; rua=mailto:acme.test'), problems: ['reports-cannot-arrive'] },
  { name: 'one of two without mailto', lines: at(`v=DMARC1; p=reject; ${RUA},x@acme.test`), problems: ['report-address'] },
  { name: 'old size limit', lines: at('v=DMARC1; p=reject; rua=mailto:dmarc@acme.test!10m'), problems: [] },
  { name: 'a host that takes no mail', lines: at('v=DMARC1; p=reject; rua=mailto:x@nomail.example'), problems: ['reports-cannot-arrive'] },
  { name: 'a host that does not exist', lines: at('v=DMARC1; p=reject; rua=mailto:x@gone.nomail.example'), problems: ['reports-cannot-arrive'] },
  { name: 'a web server only', lines: at('v=DMARC1; p=reject; rua=mailto:x@web.example'), problems: ['report-address'], byHand: true },
  { name: 'outside, allowed', lines: at('v=DMARC1; p=reject; rua=mailto:x@reports.example'), problems: [] },
  { name: 'outside, everybody allowed', lines: at('v=DMARC1; p=reject; rua=mailto:x@wild.example'), problems: [] },
  { name: 'outside, not allowed', lines: at('v=DMARC1; p=reject; rua=mailto:x@closed.example'), problems: ['reports-cannot-arrive'] },
  { name: 'outside, nobody answers', lines: at('v=DMARC1; p=reject; rua=mailto:x@silent.example'), problems: [], unknown: 1 },
  { name: 'outside and home, nobody answers for one', lines: at(`v=DMARC1; p=reject; ${RUA},mailto:x@silent.example`), problems: [] },
  { name: 'three addresses', lines: at(`v=DMARC1; p=reject; ${RUA},mailto:b@acme.test,mailto:c@acme.test`), problems: ['many-report-addresses'] },
  { name: 'failure reports to nobody', lines: at(`v=DMARC1; p=reject; ${RUA}; ruf=mailto:x@nomail.example`), problems: ['report-address'] },
  { name: 'failure reports outside, not allowed', lines: at(`v=DMARC1; p=reject; ${RUA}; ruf=mailto:x@closed.example`), problems: ['report-address'] },
  { name: 'failure reports at home', lines: at(`v=DMARC1; p=reject; ${RUA}; ruf=mailto:x@acme.test`), problems: [] },
  { name: 'claims to be a suffix', lines: at(`v=DMARC1; p=reject; psd=y; ${RUA}`), problems: ['claims-suffix'] },
  { name: 'says that it is none', lines: at(`v=DMARC1; p=reject; psd=n; ${RUA}`), problems: [] },
  { name: 'strict SPF, return path below', lines: at(`v=DMARC1; p=reject; aspf=s; ${RUA}`), intent: RESEND, problems: ['strict-spf'] },
  { name: 'strict SPF, nobody declared', lines: at(`v=DMARC1; p=reject; aspf=s; ${RUA}`), problems: [] },
  { name: 'strict DKIM', lines: at(`v=DMARC1; p=reject; adkim=s; ${RUA}`), intent: RESEND, problems: [] },
  { name: 'subdomains open', lines: at(`v=DMARC1; p=reject; sp=none; ${RUA}`), problems: ['weaker-subdomains'] },
  { name: 'subdomains open, all kinds', lines: at(`v=DMARC1; p=quarantine; sp=none; np=none; ${RUA}`), problems: ['weaker-subdomains'] },
  { name: 'missing subdomains open', lines: at(`v=DMARC1; p=reject; np=quarantine; ${RUA}`), problems: ['weaker-subdomains'] },
  { name: 'subdomains stricter', lines: at(`v=DMARC1; p=quarantine; sp=reject; np=reject; ${RUA}`), problems: [] },
  { name: 'a tenth of the mail', lines: at(`v=DMARC1; p=reject; pct=10; ${RUA}`), problems: ['part-of-mail'] },
  { name: 'tags that were removed', lines: at(`v=DMARC1; p=reject; pct=100; ri=86400; ${RUA}`), problems: ['removed-tags'] },
  { name: 'test mode', lines: at(`v=DMARC1; p=reject; t=y; ${RUA}`), problems: ['testing'] },
];

describe('email/dmarc', () => {
  it('does not say "only watches" of a policy that enforces', () => {
    const [none, reject] = ['none', 'reject'].map((p) => judge([zone('acme.test', ...at(`v=DMARC1; p=${p}`))]).fails[0]?.says);
    expect([none, reject]).toEqual([expect.stringContaining('(p=none)'), expect.stringContaining('(p=reject)')]);
  });

  it.each(CASES)('$name', ({ lines, problems, intent, unknown, byHand }) => {
    const zones = [zone('acme.test', ...lines)];
    const judged = judge(zones, intent);
    expect(judged.problems).toEqual(problems);
    expect(judged.unknown).toHaveLength(unknown ?? 0);
    for (const { problem, details } of judged.fails) {
      expect(details.proof.length).toBeGreaterThan(0);
      const changes = details.fix?.changes;
      if (byHand === true && changes === undefined) continue;
      // The fix, applied to a copy of the zone, clears the finding and adds none.
      const after = judge(applyChanges(zones, changes ?? []), intent).problems;
      expect(after).not.toContain(problem);
      expect(after.filter((each) => !problems.includes(each))).toEqual([]);
    }
  });

  it('names the record that the service would have to publish', () => {
    const [fail] = judge([zone('acme.test', ...at('v=DMARC1; p=reject; rua=mailto:x@closed.example'))]).fails;
    expect(fail?.details.fix?.steps.join(' ')).toContain('acme.test._report._dmarc.closed.example TXT "v=DMARC1;"');
  });

  it('inherits from the organisational domain, at most eight questions away', () => {
    const zones = [zone('acme.test', MX, ['_dmarc', 'TXT', `v=DMARC1; p=reject; ${RUA}`])];
    for (const domain of ['app.acme.test', 'a.b.c.d.e.f.g.h.i.acme.test']) expect(judge(zones, {}, domain).problems).toEqual([]);
    const stopped = [zone('acme.test', MX, ['_dmarc', 'TXT', `v=DMARC1; p=reject; ${RUA}`], ['_dmarc.app', 'TXT', `v=DMARC1; p=none; psd=n; ${RUA}`])];
    expect(judge(stopped, {}, 'x.app.acme.test').problems).toEqual([]);
  });

  it('judges a subdomain without a record of its own where the record is', () => {
    const judged = judge([zone('acme.test', MX)], { domains: ['acme.test', 'app.acme.test'] }, 'app.acme.test');
    expect([judged.problems, judged.notApplicable.length]).toEqual([[], 1]);
  });

  it('does not call it missing when a record may be inherited from a name that nobody answers for', () => {
    const answers = zoneAnswers([zone('app.acme.test'), zone('acme.test')], ['acme.test']);
    const judged = judgeOne(
      dmarcCheck,
      { dmarc: driveNow(lookAtDmarc('app.acme.test'), answers), mx: undefined },
      { subject: { kind: 'domain', name: 'app.acme.test' }, intent: { domains: ['app.acme.test'] } },
    );
    expect([judged.problems, judged.unknown.length]).toEqual([[], 1]);
  });

  it.each([
    ['nothing of its own', [], []],
    ['a good record of its own', [['_dmarc.news', 'TXT', `v=DMARC1; p=reject; ${RUA}`]], []],
    ['only watches, and nobody watches', [['_dmarc.news', 'TXT', 'v=DMARC1; p=none']], ['no-reports']],
    ['what it says of names below it is ignored', [['_dmarc.news', 'TXT', `v=DMARC1; p=reject; sp=none; np=none; ${RUA}`]], []],
    ['a text meant as one', [['_dmarc.news', 'TXT', `v=dmarc1; p=none; ${RUA}`]], ['invalid']],
    ['another text', [['_dmarc.news', 'TXT', 'hello']], []],
  ] as const)('a name below that sends: %s', (_name, lines, problems) => {
    const zones = [zone('acme.test', ...at(`v=DMARC1; p=reject; ${RUA}`), ...lines)];
    const intent = { senders: [{ domain: 'news.acme.test', selectors: [], declared: true }] };
    const judged = judge(zones, intent);
    expect([judged.problems, judged.unknown, judged.notApplicable]).toEqual([problems, [], []]);
    for (const { details } of judged.fails) {
      expect(details['name']).toBe('news.acme.test');
      expect(judge(applyChanges(zones, details.fix?.changes ?? []), intent).problems).toEqual([]);
    }
  });
});
