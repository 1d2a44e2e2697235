import { type DnsAnswer, type DnsQuestion, joinStrings } from '../../formats/dns-question.ts';
import { absenceProven, ask, type DnsReply, recordsOf, secondWord, unanswered } from '../../drivers/dns.ts';
import { isRegistry } from '../../model/domain-name.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import type { Io } from '../../ports/io.ts';

/** Answers the questions of a procedure from the network, through the recursive resolver. */
export function networkAnswers(io: Io, signal: AbortSignal): (question: DnsQuestion) => Promise<DnsAnswer> {
  return async ({ name, type }) => {
    const reply = await ask(io, { name, type, recursive: true }, signal);
    const answer = toAnswer(name, reply);
    const lost = reply.chain.at(-1) ?? name;
    if (answer.status !== 'nxdomain' || !deniesDomain(lost, reply)) return answer;
    const { says } = await secondWord(io, lost, signal);
    if (says === 'lost') return answer;
    return { ...answer, status: 'unknown', code: 'blocked-here', why: `only the DNS resolver of this network says that there is no ${lost}` };
  };
}

/** A registry denies the whole domain; resolvers of closed networks do the same to domains that exist. Its own `_dmarc` is nobody's domain. */
function deniesDomain(name: string, { authority }: DnsReply): boolean {
  const registry = authority.find(({ type }) => type === 'SOA')?.name ?? '';
  const label = name.split('.').at(-1 - registry.split('.').length);
  return isRegistry(registry) && !label?.startsWith('_');
}

function toAnswer(name: string, reply: DnsReply): DnsAnswer {
  const joined = [...recordsOf(reply, 'TXT'), ...recordsOf(reply, 'SPF')].map(({ data }) => joinStrings(data.strings));
  const found = {
    chain: reply.chain,
    texts: joined.map(({ text }) => text),
    seams: joined.map(({ seams }) => seams),
    exchanges: recordsOf(reply, 'MX').map(({ data }) => data),
    addresses: [...recordsOf(reply, 'A'), ...recordsOf(reply, 'AAAA')].map(({ data }) => data),
    names: recordsOf(reply, 'PTR').map(({ data }) => data),
  };
  if (reply.status === 'ok') return { status: 'ok', ...found };
  if ((reply.status === 'nodata' || reply.status === 'nxdomain') && absenceProven(reply)) return { status: reply.status, ...found };
  const { code, message } = unanswered(name, reply);
  return { status: 'unknown', code, why: message, ...found };
}

/** The error for a probe whose main question nobody could answer. */
export function couldNotAsk(answer: Pick<DnsAnswer, 'code' | 'why'>): CouldNotLook {
  return new CouldNotLook(answer.code ?? 'malformed', answer.why ?? 'DNS gave no usable answer');
}
