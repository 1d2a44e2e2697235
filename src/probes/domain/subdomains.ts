import { absenceProven, ask, type DnsReply } from '../../drivers/dns.ts';
import { subdomains } from '../../evidence/domain/subdomains.ts';
import { wildcard } from '../../evidence/domain/wildcard.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { subjectKey } from '../../model/subject.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

/** Names that small products use; each is one public DNS question. */
const USUAL = ['admin', 'api', 'app', 'auth', 'dev', 'docs', 'mail', 'staging', 'status', 'www'] as const;

export const subdomainsProbe = defineProbe({
  id: 'domain/subdomains',
  version: 1,
  title: `asks DNS for ${USUAL.length} usual host names below each domain`,
  about: 'domain',
  needs: { vantage: one(vantage), wildcard: one(wildcard) },
  fills: subdomains,
  discovers: ['host'],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, intent, io, signal }) {
    mustSeeDns(given.vantage);
    if (given.wildcard.status === 'wildcard') return { value: { tried: [], found: [], hiddenByWildcard: true }, complete: true };
    const known = new Set(intent.hosts.map((host) => host.name));
    const tried = USUAL.map((label) => `${label}.${subject.name}`).filter((name) => !known.has(name));
    const looked = await Promise.all(tried.map(async (name) => ({ name, exists: await exists(io, name, signal) })));
    const found = looked.filter(({ exists }) => exists === true).map(({ name }) => name);
    const limits = looked
      .filter(({ exists }) => exists === undefined)
      .map(({ name }) => ({ part: 'found', says: quote(`DNS did not say whether ${name} exists`) }));
    const discovered = found.map((name) => ({ kind: 'host' as const, name, parent: subjectKey(subject) }));
    return { value: { tried, found, hiddenByWildcard: false }, complete: limits.length === 0 ? true : limits, discovered };
  },
});

/** Whether a host stands at a name: it has an address, or is an alias (even to nothing). Undefined when DNS does not say. */
async function exists(io: Io, name: string, signal: AbortSignal): Promise<boolean | undefined> {
  const isThere = (reply: DnsReply): boolean => reply.status === 'ok' || reply.chain.length > 0;
  const v4 = await ask(io, { name, type: 'A', recursive: true }, signal);
  if (isThere(v4)) return true;
  if (v4.status === 'nxdomain') return false;
  if (v4.status !== 'nodata' && !absenceProven(v4)) return undefined;
  const v6 = await ask(io, { name, type: 'AAAA', recursive: true }, signal);
  return isThere(v6) ? true : v6.status === 'nodata' || v6.status === 'nxdomain' ? false : undefined;
}
