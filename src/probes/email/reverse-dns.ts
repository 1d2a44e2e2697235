import { mxEvidence, type MxEvidence } from '../../evidence/email/mx.ts';
import { reverseDnsEvidence, type ReverseDnsEvidence } from '../../evidence/email/reverse-dns.ts';
import { spfEvidence, type SpfEvidence } from '../../evidence/email/spf.ts';
import { answerAt, type Asking, drive, together } from '../../formats/dns-question.ts';
import { isInNetwork, addressWords, reverseName, spfClient } from '../../formats/spf-client.ts';
import { parseSpf, reachedTerms } from '../../formats/spf.ts';
import { addressScope } from '../../model/address.ts';
import { one } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { sendersUnder } from '../../model/senders.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { networkAnswers } from './dns-answer.ts';

type Sender = ReverseDnsEvidence['senders'][number];
export type SenderAddress = Pick<Sender, 'address' | 'because' | 'host'>;
const MOST_ADDRESSES = 12;
const MOST_NAMES = 5;
/** The whole address counts. */
const ALL_BITS = 128;

/**
 * Addresses of servers that the project runs itself: those in the config, single addresses in the domain's own SPF record (networks belong to services, `a` and
 * `mx` are mostly left over from a template), and mail exchangers below the domain. Public ones only.
 */
export function senderAddresses(
  domain: string,
  spf: Pick<SpfEvidence, 'places'>,
  mx: Pick<MxEvidence, 'exchanges'>,
  intent: Pick<Intent, 'senders' | 'domains'>,
): SenderAddress[] {
  const declared = sendersUnder(domain, intent).flatMap(({ addresses = [] }) =>
    addresses.map((address): SenderAddress => ({ address: address.toLowerCase(), because: 'declared', host: null })),
  );
  const [text] = spf.places.find(({ role }) => role === 'domain')?.nodes[0]?.records ?? [];
  const terms = text === undefined ? [] : reachedTerms(parseSpf(text).terms);
  const inSpf = terms.flatMap(({ text: term }): SenderAddress[] => {
    const address = /^\+?ip(?:4:([\d.]+)(?:\/32)?|6:([\da-f:.]+)(?:\/128)?)$/i
      .exec(term)
      ?.slice(1)
      .find((part) => part !== undefined);
    return address === undefined ? [] : [{ address: address.toLowerCase(), because: 'spf', host: null }];
  });
  const own = mx.exchanges.filter(({ host }) => host.toLowerCase().endsWith(`.${domain}`));
  const inMx = own.flatMap(({ host, addresses }) => addresses.map(({ address }): SenderAddress => ({ address, because: 'mail-exchanger', host })));
  const all = [...declared, ...inSpf, ...inMx].filter(({ address }) => addressScope(address) === 'public');
  return all.filter(({ address }, at) => all.findIndex((one) => one.address === address) === at).slice(0, MOST_ADDRESSES);
}

/** The questions behind the evidence: PTR, then the addresses of each name. */
export function* lookAtReverseDns(senders: readonly SenderAddress[]): Asking<ReverseDnsEvidence> {
  return { senders: yield* together(senders.map(lookAtSender)) };
}

function* lookAtSender(sender: SenderAddress): Asking<Sender> {
  const client = spfClient(sender.address);
  const seen = (state: Sender['state'], names: readonly string[], why: string | null = null): Sender => ({
    ...sender,
    state,
    names: names.map((each) => quote(each)),
    why: why === null ? null : quote(why),
  });
  if (!client) return seen('unknown', [], 'not an address');
  const reply = answerAt(yield [{ name: reverseName(client), type: 'PTR' }], 0);
  if (reply.status === 'unknown') return seen('unknown', [], reply.why ?? 'no answer');
  const names = (reply.names ?? []).slice(0, MOST_NAMES);
  if (names.length === 0) return seen('none', []);
  const type = client.family === 4 ? ('A' as const) : ('AAAA' as const);
  const forward = yield names.map((each) => ({ name: each, type }));
  const back = forward.some((each) => each.addresses.some((address) => isInNetwork(client, addressWords(address), ALL_BITS)));
  if (back) return seen('confirmed', names);
  const unknown = forward.find(({ status }) => status === 'unknown');
  return unknown ? seen('unknown', names, unknown.why ?? 'no answer') : seen('other-way', names);
}

export const reverseDnsProbe = defineProbe({
  id: 'email/reverse-dns',
  version: 1,
  title: 'asks DNS for the names behind the addresses of own mail servers',
  about: 'domain',
  needs: { spf: one(spfEvidence), mx: one(mxEvidence) },
  fills: reverseDnsEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, intent, io, signal }) {
    const senders = senderAddresses(subject.name, given.spf, given.mx, intent);
    return { value: await drive(lookAtReverseDns(senders), networkAnswers(io, signal)), complete: true };
  },
});
