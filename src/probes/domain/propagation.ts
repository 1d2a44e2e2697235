import { absenceProven, ask, askResolverOverHttps, dataText, type DnsReply } from '../../drivers/dns.ts';
import { nameServers, type NameServers } from '../../evidence/domain/name-servers.ts';
import { propagation, type View } from '../../evidence/domain/propagation.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe } from '../../ports/probe.ts';
import { DNS_PORT } from './ask-server.ts';
import { mustReachServers } from './must-see-dns.ts';

type Type = 'A' | 'MX' | 'TXT';
interface Question {
  readonly name: string;
  readonly type: Type;
}
type Witness = Pick<View, 'server' | 'kind' | 'serial'> & { readonly ask: (question: Question) => Promise<DnsReply> };

const MOST_HOSTS = 12;
const MOST_SERVERS = 8;
const LEAST_RESOLVERS = 2;
const MOST_RESOLVERS = 4;

export const propagationProbe = defineProbe({
  id: 'domain/propagation',
  version: 1,
  title: 'asks every name server of each domain and at least two resolvers (where this machine has one, public ones over HTTPS) for hosts and mail',
  about: 'domain',
  needs: { vantage: one(vantage), seen: one(nameServers) },
  fills: propagation,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ subject, given, intent, io, signal }) {
    mustReachServers(given.vantage);
    const resolvers = resolversOf(io, signal);
    const witnesses = [...authoritiesOf(io, given.seen, signal), ...resolvers];
    const names = await Promise.all(
      questionsOf(subject.name, intent).map(async (question) => ({
        ...question,
        views: await Promise.all(witnesses.map(async (witness) => look(witness, question))),
      })),
    );
    const complete = resolvers.length >= LEAST_RESOLVERS || [{ part: 'resolvers', says: quote(`only ${resolvers.length} resolver can be asked from here`) }];
    return { value: { names, resolvers: resolvers.length }, complete };
  },
});

function questionsOf(domain: string, { hosts }: Pick<Intent, 'hosts'>): Question[] {
  const own = hosts.filter(({ name, declared }) => declared && name.endsWith(`.${domain}`)).map(({ name }): Question => ({ name, type: 'A' }));
  return [{ name: domain, type: 'A' }, { name: domain, type: 'MX' }, { name: domain, type: 'TXT' }, ...own.slice(0, MOST_HOSTS)];
}

function authoritiesOf(io: Io, { servers }: NameServers, signal: AbortSignal): Witness[] {
  const working = servers.filter(({ answer, authoritative, address }) => answer === 'ok' && authoritative && address !== null);
  return working.slice(0, MOST_SERVERS).map(({ name, address, serial }) => {
    const server = { address: address ?? '', port: DNS_PORT };
    return { server: name, kind: 'authority', serial, ask: async (question) => ask(io, { ...question, server, recursive: false }, signal) };
  });
}

/** The machine's resolvers; with fewer than two, public ones over HTTPS beside them. */
function resolversOf(io: Io, signal: AbortSignal): Witness[] {
  const [first, ...others] = io.network.resolvers.slice(0, MOST_RESOLVERS);
  const own: Witness[] = others.map((server) => ({
    server: server.address,
    kind: 'resolver',
    serial: null,
    ask: async (question) => ask(io, { ...question, server, recursive: true }, signal),
  }));
  // The first one has been asked most of this already: its answers are shared.
  if (first) own.unshift({ server: first.address, kind: 'resolver', serial: null, ask: async (question) => ask(io, { ...question, recursive: true }, signal) });
  const missing = Math.max(0, LEAST_RESOLVERS - own.length);
  const beyond = (io.network.overHttps ?? []).slice(0, missing).map(
    (resolver): Witness => ({
      server: resolver.address,
      kind: 'resolver-over-https',
      serial: null,
      ask: async (question) => askResolverOverHttps(io, resolver, question, signal),
    }),
  );
  return [...own, ...beyond];
}

async function look({ ask: put, ...witness }: Witness, question: Question): Promise<View> {
  const reply = await put(question);
  const here = reply.answers.filter(({ name }) => name === question.name);
  // A server outside the alias target's zone cannot know its addresses, so that an alias is compared by its target.
  const alias = here.filter(({ type }) => type === 'CNAME');
  const records = alias.length > 0 ? alias : here.filter(({ type }) => type === question.type);
  const answer = records.length > 0 ? 'present' : absenceProven(reply) ? 'absent' : 'unknown';
  const values = [...new Set(records.map((record) => quote(dataText(record), 500)))].sort().slice(0, 32);
  return { ...witness, answer, values, ttl: Math.max(0, ...records.map(({ ttl }) => ttl)) };
}
