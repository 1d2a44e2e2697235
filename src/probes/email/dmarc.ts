import { isAtOrBelow } from '../../model/domain-name.ts';
import { DMARC_CAP, dmarcEvidence, type DmarcEvidence } from '../../evidence/email/dmarc.ts';
import { isDmarc, parseDmarc, type ReportAddress } from '../../formats/dmarc.ts';
import { type DmarcStep, walkDmarc } from '../../formats/dmarc-walk.ts';
import { answerAt, type Asking, type DnsAnswer, drive, together } from '../../formats/dns-question.ts';
import { sendersUnder } from '../../model/senders.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';

type Report = DmarcEvidence['reports'][number];
type Below = NonNullable<DmarcEvidence['below']>[number];
const MOST_REPORTS = 10;
const MOST_BELOW = 6;

/**
 * The questions behind the evidence.
 * @throws CouldNotLook when nobody could answer for `_dmarc.` of the domain itself
 */
export function* lookAtDmarc(domain: string): Asking<DmarcEvidence> {
  const walk = yield* walkDmarc(domain);
  const own = walk.steps[0];
  if (!own || own.state === 'unknown') throw couldNotAsk({ code: own?.code, why: own?.why ?? undefined });
  const misplaced = own.state === 'none' ? yield* lookElsewhere(domain) : [];
  const text = own.state === 'record' ? own.records[0] : walk.inherited?.text;
  const record = text === undefined ? undefined : parseDmarc(text);
  const addresses = [
    ...(record?.rua ?? []).map((address) => ({ tag: 'rua' as const, address })),
    ...(record?.ruf ?? []).map((address) => ({ tag: 'ruf' as const, address })),
  ];
  const source = walk.inherited?.from ?? domain;
  const reports = yield* together(addresses.slice(0, MOST_REPORTS).map(({ tag, address }) => lookAtReport(source, tag, address)));
  return {
    state: own.state,
    records: quoteAll(own.records),
    others: quoteAll(own.others),
    chain: own.chain.map((name) => quote(name)),
    inherited: walk.inherited && { from: walk.inherited.from, record: quote(walk.inherited.text, DMARC_CAP) },
    unknownSteps: walk.steps.filter(({ state }) => state === 'unknown').map(({ domain: name, why }: DmarcStep) => ({ domain: name, why: quote(why ?? '') })),
    misplaced,
    reports,
  };
}

/** What names below the domain say for themselves: a record of their own counts there instead of the domain's (RFC 9989 §4.10). */
export function* lookBelow(names: readonly string[]): Asking<Below[]> {
  const found = yield* together(names.slice(0, MOST_BELOW).map((name) => lookAtOneBelow(name)));
  return found.flatMap((one) => (one === undefined ? [] : [one]));
}

function* lookAtOneBelow(domain: string): Asking<Below | undefined> {
  const answer = answerAt(yield [{ name: `_dmarc.${domain}`, type: 'TXT' }], 0);
  if (answer.status === 'unknown') return { domain, why: quote(answer.why ?? ''), own: null };
  return answer.texts.length > 0 ? { domain, why: null, own: yield* lookAtDmarc(domain) } : undefined;
}

/** The two places where people put it by mistake: the domain itself, and the domain typed twice. */
function* lookElsewhere(domain: string): Asking<DmarcEvidence['misplaced'][number][]> {
  const names = [domain, `_dmarc.${domain}.${domain}`];
  const answers = yield names.map((name) => ({ name, type: 'TXT' as const }));
  return names.flatMap((name, index) =>
    answerAt(answers, index)
      .texts.filter(isDmarc)
      .slice(0, 5)
      .map((text) => ({ name, record: quote(text, DMARC_CAP) })),
  );
}

function* lookAtReport(domain: string, tag: Report['tag'], address: ReportAddress): Asking<Report> {
  const plain = { tag, address: quote(address.text), fault: address.fault === undefined ? null : quote(address.fault) };
  const host = address.host;
  if (host === undefined) return { ...plain, host: null, mail: 'unknown', external: false, allowed: 'not-needed' };
  const external = !isAtOrBelow(host, domain) && !isAtOrBelow(domain, host);
  const permission = { name: `${domain}._report._dmarc.${host}`, type: 'TXT' as const };
  const answers = yield [{ name: host, type: 'MX' }, { name: host, type: 'A' }, { name: host, type: 'AAAA' }, ...(external ? [permission] : [])];
  const mail = takesMail(answerAt(answers, 0), [answerAt(answers, 1), answerAt(answers, 2)]);
  if (!external) return { ...plain, host, mail, external, allowed: 'not-needed' };
  const said = answerAt(answers, 3);
  if (said.texts.some((text) => /^v[ \t]*=[ \t]*DMARC1\b/.test(text))) return { ...plain, host, mail, external, allowed: 'yes' };
  if (said.status === 'unknown') return { ...plain, host, mail, external, allowed: 'unknown' };
  // Two names of one organisation need no permission; only the tree walk can tell.
  const [ours, theirs] = yield* together([walkDmarc(domain, true), walkDmarc(host, true)]);
  const known = ours?.organisation != null && theirs?.organisation != null;
  const same = known && ours.organisation === theirs.organisation;
  return { ...plain, host, mail, external: !same, allowed: same ? 'not-needed' : known ? 'no' : 'unknown' };
}

/** RFC 5321 §5.1: MX, or without MX an address, behind which there is rarely a mail server; RFC 7505: a null MX refuses. */
function takesMail(mx: DnsAnswer, addresses: readonly DnsAnswer[]): Report['mail'] {
  if (mx.status === 'ok') return mx.exchanges.some(({ exchange }) => exchange !== '' && exchange !== '.') ? 'yes' : 'no';
  if (mx.status === 'unknown') return 'unknown';
  if (addresses.some(({ status }) => status === 'ok')) return 'address-only';
  return addresses.some(({ status }) => status === 'unknown') ? 'unknown' : 'no';
}

function quoteAll(texts: readonly string[]): DmarcEvidence['records'] {
  return texts.slice(0, 10).map((text) => quote(text, DMARC_CAP));
}

export const dmarcProbe = defineProbe({
  id: 'email/dmarc',
  version: 1,
  title: 'asks DNS for the DMARC record and whether its reports can arrive',
  about: 'domain',
  needs: {},
  fills: dmarcEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, intent, io, signal }) {
    const senders = [...new Set(sendersUnder(subject.name, intent).map(({ domain }) => domain))].filter((name) => name !== subject.name);
    const answers = networkAnswers(io, signal);
    const [own, below] = await Promise.all([drive(lookAtDmarc(subject.name), answers), drive(lookBelow(senders), answers)]);
    return { value: below.length > 0 ? { ...own, below } : own, complete: true };
  },
});
