import { isAtOrBelow } from '../../model/domain-name.ts';
import type { HttpsResolver, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { askResolverOverHttps } from './doh.ts';
import { absenceProven } from './record.ts';
import { runOf } from './run.ts';
import { walk } from './walk.ts';

/** What is said about a name by somebody else than the resolver of this network. `nothing`: nobody else could be asked. */
export type SecondWord =
  | { readonly says: 'lost' /** The zone that denies it. */; readonly deniedBy: string }
  | { readonly says: 'there' /** Address of who says so. */; readonly by: string }
  | { readonly says: 'nothing' };

const NOTHING: SecondWord = { says: 'nothing' };
const ROOT = '.';

/**
 * Asks again about a name that a resolver denies: the resolvers of companies, filters and closed networks deny names that exist, with the SOA of the registry
 * to prove it. The zones from the root down are asked themselves, and where they cannot be reached (or somebody answers in their place) a resolver over HTTPS.
 */
export async function secondWord(io: Io, name: string, signal: AbortSignal): Promise<SecondWord> {
  const { overHttps } = await runOf(io);
  const walked = overHttps ? NOTHING : await wordOfServers(io, name, signal);
  if (walked.says !== 'nothing') return walked;
  for (const resolver of io.network.overHttps ?? []) {
    const word = await wordOfResolver(io, resolver, name, signal);
    if (word.says !== 'nothing') return word;
  }
  return NOTHING;
}

async function wordOfServers(io: Io, name: string, signal: AbortSignal): Promise<SecondWord> {
  try {
    const { status, parent, reply } = await walk(io, name, signal);
    if (status !== 'missing') return { says: 'there', by: reply.server.address };
    // A name server denies with authority, for its own zone or one below it that it serves too (`uk` and `co.uk`). The root serves no other:
    // whoever answers there for `com` stands on the way and answers in its place.
    const owner = reply.authority.find(({ type }) => type === 'SOA')?.name;
    const isOwn = owner !== undefined && (owner === parent || (parent !== ROOT && isAtOrBelow(owner, parent)));
    return reply.flags.aa && isOwn ? { says: 'lost', deniedBy: owner } : NOTHING;
  } catch (error) {
    if (error instanceof CouldNotLook && !signal.aborted) return NOTHING;
    throw error;
  }
}

async function wordOfResolver(io: Io, resolver: HttpsResolver, name: string, signal: AbortSignal): Promise<SecondWord> {
  const reply = await askResolverOverHttps(io, resolver, { name, type: 'A' }, signal);
  if (reply.status === 'ok' || reply.status === 'nodata') return { says: 'there', by: resolver.address };
  const owner = reply.authority.find(({ type }) => type === 'SOA')?.name;
  return reply.status === 'nxdomain' && absenceProven(reply) && owner !== undefined ? { says: 'lost', deniedBy: owner } : NOTHING;
}
