import { describe, expect, it } from 'vitest';
import { type Line, zone, zoneAnswers } from '../../test/support/zone-answers.ts';
import { type AuthResult, type DmarcQuestion, evaluateDmarc } from './dmarc-evaluate.ts';
import { type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from './dns-question.ts';

const record = (domain: string, text: string): Line => [`_dmarc.${domain}.`, 'TXT', text];
const spf = (domain: string, result: AuthResult = 'pass'): Pick<DmarcQuestion, 'spf'> => ({ spf: { result, domain } });
const dkim = (domain: string, result: AuthResult = 'pass') => ({ result, domain, selector: 's1' });

function evaluate(question: Partial<DmarcQuestion>, lines: readonly Line[], dead: readonly string[] = []) {
  const answers = zoneAnswers([zone('test', ...lines)]);
  const asked: string[] = [];
  const answer = (each: DnsQuestion): DnsAnswer => {
    asked.push(`${each.name} ${each.type}`);
    return dead.includes(each.name) ? { ...NOTHING, status: 'unknown', why: 'dead' } : answers(each);
  };
  return { ...driveNow(evaluateDmarc({ fromDomain: 'acme.test', spf: null, dkim: [], ...question }), answer), asked };
}

const REJECT = [record('acme.test', 'v=DMARC1; p=reject')];
const HERE: Line = ['app.acme', 'A', '192.0.2.1'];
interface Case {
  readonly name: string;
  readonly question?: Partial<DmarcQuestion>;
  readonly lines: readonly Line[];
  readonly dead?: readonly string[];
  readonly wanted: object;
}
const CASES: readonly Case[] = [
  { name: 'SPF, identical', question: spf('acme.test'), lines: REJECT, wanted: { result: 'pass', policy: 'reject', aligned: { spf: true, dkim: [] } } },
  { name: 'SPF, relaxed below', question: spf('send.acme.test'), lines: REJECT, wanted: { result: 'pass' } },
  {
    name: 'SPF, strict',
    question: spf('send.acme.test'),
    lines: [record('acme.test', 'v=DMARC1; p=reject; aspf=s')],
    wanted: { result: 'fail', policy: 'reject', why: expect.stringContaining('does not belong') },
  },
  { name: 'SPF failed', question: spf('acme.test', 'softfail'), lines: REJECT, wanted: { result: 'fail', why: 'neither SPF nor DKIM passed' } },
  {
    name: 'DKIM, relaxed above',
    question: { fromDomain: 'app.acme.test', dkim: [dkim('acme.test')] },
    lines: REJECT,
    wanted: { result: 'pass', policyFrom: 'acme.test' },
  },
  {
    name: 'DKIM, two signatures and a stranger',
    question: { dkim: [dkim('mailer.test'), dkim('acme.test'), dkim('acme.test'), dkim('x.acme.test')] },
    lines: REJECT,
    wanted: { result: 'pass', aligned: { spf: false, dkim: ['acme.test', 'x.acme.test'] } },
  },
  {
    name: 'DKIM, strict',
    question: { dkim: [dkim('x.acme.test')] },
    lines: [record('acme.test', 'v=DMARC1; p=none; adkim=s')],
    wanted: { result: 'fail', policy: 'none' },
  },
  { name: 'DKIM of the service only', question: { dkim: [dkim('mailer.test')] }, lines: REJECT, wanted: { result: 'fail' } },
  { name: 'no record anywhere', question: spf('acme.test'), lines: [], wanted: { result: 'none', policy: null, policyFrom: null, organisation: 'acme.test' } },
  {
    name: 'two records count as none',
    question: spf('acme.test'),
    lines: [...REJECT, record('acme.test', 'v=DMARC1; p=none')],
    wanted: { result: 'none', why: expect.stringContaining('several') },
  },
  {
    name: 'two records below: the one above counts',
    question: { fromDomain: 'app.acme.test' },
    lines: [HERE, ...REJECT, record('app.acme.test', 'v=DMARC1; p=none'), record('app.acme.test', 'v=DMARC1; p=quarantine')],
    wanted: { result: 'fail', policy: 'reject', policyFrom: 'acme.test' },
  },
  {
    name: 'sp for what exists',
    question: { fromDomain: 'app.acme.test' },
    lines: [HERE, record('acme.test', 'v=DMARC1; p=reject; sp=quarantine; np=none')],
    wanted: { result: 'fail', policy: 'quarantine' },
  },
  {
    name: 'np for what does not',
    question: { fromDomain: 'gone.acme.test' },
    lines: [HERE, record('acme.test', 'v=DMARC1; p=none; sp=none; np=reject')],
    wanted: { result: 'fail', policy: 'reject' },
  },
  { name: 'p without sp', question: { fromDomain: 'app.acme.test' }, lines: [HERE, ...REJECT], wanted: { policy: 'reject' } },
  { name: 'pct is history', lines: [record('acme.test', 'v=DMARC1; p=reject; pct=0')], wanted: { result: 'fail', policy: 'reject' } },
  { name: 'test mode, reject', lines: [record('acme.test', 'v=DMARC1; p=reject; t=y')], wanted: { policy: 'quarantine' } },
  { name: 'test mode, quarantine', lines: [record('acme.test', 'v=DMARC1; p=quarantine; t=y')], wanted: { policy: 'none' } },
  { name: 'no p', lines: [record('acme.test', 'v=DMARC1; rua=mailto:a@acme.test')], wanted: { result: 'fail', policy: 'none' } },
  { name: 'no p and no reports', lines: [record('acme.test', 'v=DMARC1')], wanted: { result: 'permerror', policy: null, policyFrom: 'acme.test' } },
  { name: 'a tag twice', question: spf('acme.test'), lines: [record('acme.test', 'v=DMARC1; p=none; p=reject')], wanted: { result: 'permerror' } },
  {
    name: 'psd=n below: two organisations',
    question: { fromDomain: 'app.acme.test', dkim: [dkim('acme.test')] },
    lines: [HERE, ...REJECT, record('app.acme.test', 'v=DMARC1; p=quarantine; psd=n')],
    wanted: { result: 'fail', policy: 'quarantine', organisation: 'app.acme.test' },
  },
  {
    name: 'psd=y above: siblings are strangers',
    question: { fromDomain: 'one.acme.test', dkim: [dkim('two.acme.test')] },
    lines: [record('acme.test', 'v=DMARC1; p=reject; sp=quarantine; psd=y')],
    wanted: { result: 'fail', organisation: 'one.acme.test', policy: 'quarantine', policyFrom: 'acme.test' },
  },
  {
    name: 'psd=y above: below one customer it is one organisation',
    question: { fromDomain: 'a.one.acme.test', dkim: [dkim('b.one.acme.test')] },
    lines: [record('acme.test', 'v=DMARC1; p=reject; psd=y')],
    wanted: { result: 'pass', organisation: 'one.acme.test' },
  },
  {
    name: 'a name of ten labels under a public suffix of seven',
    question: { fromDomain: 'a.b.c.d.e.f.g.h.acme.test' },
    lines: [record('d.e.f.g.h.acme.test', 'v=DMARC1; p=reject; psd=y')],
    wanted: { organisation: 'c.d.e.f.g.h.acme.test' },
  },
  {
    name: 'DNS is silent about the policy',
    question: spf('acme.test'),
    lines: REJECT,
    dead: ['_dmarc.acme.test'],
    wanted: { result: 'temperror', policy: null },
  },
  {
    name: 'DNS is silent about the suffix, but nothing turns on it: identical',
    question: spf('acme.test'),
    lines: REJECT,
    dead: ['_dmarc.test'],
    wanted: { result: 'pass', organisation: null },
  },
  {
    name: 'DNS is silent about the suffix, relaxed',
    question: spf('x.acme.test'),
    lines: REJECT,
    dead: ['_dmarc.test'],
    wanted: { result: 'temperror', policy: 'reject' },
  },
  {
    name: 'DNS is silent about whether the name exists',
    question: { fromDomain: 'app.acme.test' },
    lines: [record('acme.test', 'v=DMARC1; p=none; np=reject')],
    dead: ['app.acme.test'],
    wanted: { result: 'temperror', policy: null },
  },
  { name: 'SPF has a temporary error', question: spf('acme.test', 'temperror'), lines: REJECT, wanted: { result: 'temperror' } },
  { name: 'a temporary error of a stranger', question: spf('mailer.test', 'temperror'), lines: REJECT, wanted: { result: 'fail' } },
  { name: 'upper case and a final dot', question: { fromDomain: 'ACME.Test.', ...spf('Acme.test') }, lines: REJECT, wanted: { result: 'pass' } },
  {
    name: 'Unicode',
    question: { fromDomain: 'bücher.test', ...spf('xn--bcher-kva.test') },
    lines: [record('xn--bcher-kva.test', 'v=DMARC1; p=none')],
    wanted: { result: 'pass' },
  },
  { name: 'no domain', question: { fromDomain: 'localhost' }, lines: REJECT, wanted: { result: 'none', organisation: null } },
];

describe('evaluateDmarc', () => {
  it.each(CASES)('$name', ({ question, lines, dead, wanted }) => {
    expect(evaluate(question ?? {}, lines, dead)).toMatchObject(wanted);
  });

  it('asks at most eight questions per name, and none for what cannot matter', () => {
    const { asked } = evaluate({ fromDomain: 'a.b.c.d.e.f.g.h.acme.test', dkim: [dkim('mailer.test', 'fail')] }, REJECT);
    expect(asked.filter((each) => each.startsWith('_dmarc.'))).toHaveLength(8);
    expect(asked).not.toContain('_dmarc.mailer.test TXT');
  });

  it('never throws, whatever the names are', () => {
    let state = 99_89;
    const random = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const PIECES = ['acme', 'test', '.', '..', '-', '_', 'ü', ' ', '@', '\u0000', 'x'.repeat(64), '%', '[::1]', '/'];
    const any = (): string => Array.from({ length: Math.floor(random() * 6) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
    for (let round = 0; round < 1000; round++) {
      const { result } = evaluate({ fromDomain: any(), ...spf(any()), dkim: [dkim(any())] }, REJECT);
      expect(['pass', 'fail', 'none', 'temperror', 'permerror']).toContain(result);
    }
  });
});
