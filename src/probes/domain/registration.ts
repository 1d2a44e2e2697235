import { RDAP_BOOTSTRAP, RDAP_SERVERS, WHOIS_BOOTSTRAP } from '../../data/rdap-servers.ts';
import { get } from '../../drivers/http.ts';
import { whois } from '../../drivers/whois.ts';
import { registration, type RegistrationSeen } from '../../evidence/domain/registration.ts';
import { vantage } from '../../evidence/vantage.ts';
import { rdapServersFor, readRdapDomain, readWhois, type Registration, whoisReferral } from '../../formats/registration.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

const RDAP_MS = 4000;
const WHOIS_MS = 3000;
const MOST_BYTES = 200_000;
const MOST_REDIRECTS = 2;

/** RDAP at the registry; WHOIS where there is none or it fails (RFC 9082, RFC 3912). What neither tells is unknown. */
export const registrationProbe = defineProbe({
  id: 'domain/registration',
  version: 1,
  title: 'asks the registry about each domain (RDAP, else WHOIS)',
  about: 'domain',
  needs: { vantage: one(vantage) },
  fills: registration,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const failures: string[] = [];
    for (const look of [byRdap, byWhois]) {
      try {
        return { value: await look(io, subject.name, signal), complete: true };
      } catch (error) {
        if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
        failures.push(error.message);
      }
    }
    throw new CouldNotLook('unreachable', `the registry tells nothing: ${failures.join('; ')}`);
  },
});

async function byRdap(io: Io, domain: string, signal: AbortSignal): Promise<RegistrationSeen> {
  const known = RDAP_SERVERS[domain.split('.').at(-1) ?? ''];
  const [server] = known === undefined ? rdapServersFor(await text(io, RDAP_BOOTSTRAP, signal), domain) : [known];
  if (server === undefined) throw new CouldNotLook('not-found', `the registry of ${domain} has no RDAP`);
  const found = readRdapDomain(await text(io, `${server.replace(/\/?$/, '/')}domain/${domain}`, signal));
  if (!found) throw new CouldNotLook('malformed', `${new URL(server).host} did not answer with a domain`);
  return described(found, 'rdap', new URL(server).host);
}

async function byWhois(io: Io, domain: string, signal: AbortSignal): Promise<RegistrationSeen> {
  const ask = async (server: string, question: string): Promise<string> => whois(io, { server, text: question, timeoutMs: WHOIS_MS }, signal);
  const server = whoisReferral(await ask(WHOIS_BOOTSTRAP, domain.split('.').at(-1) ?? domain));
  if (server === undefined) throw new CouldNotLook('not-found', `the registry of ${domain} has no WHOIS`);
  const found = readWhois(await ask(server, domain));
  if (!found) throw new CouldNotLook('malformed', `${server} told nothing about ${domain}`);
  return described(found, 'whois', server);
}

async function text(io: Io, from: string, signal: AbortSignal): Promise<string> {
  return io.shared(`registration ${from}`, async () => {
    let url = from;
    for (let redirects = 0; ; redirects++) {
      const { status, headers, body } = await get(
        io,
        { url, headers: { accept: 'application/rdap+json, application/json' }, mostBytes: MOST_BYTES, timeoutMs: RDAP_MS },
        signal,
      );
      const location = headers.find(({ name }) => name === 'location')?.value;
      const next = status >= 301 && status <= 308 && location !== undefined && URL.canParse(location, url) ? new URL(location, url) : undefined;
      if (next?.protocol === 'https:' && redirects < MOST_REDIRECTS) url = next.href;
      else if (status === 200) return new TextDecoder().decode(body);
      else throw new CouldNotLook(status === 429 ? 'challenged' : 'malformed', `${new URL(url).host} answered ${status}`);
    }
  });
}

function described(
  { registrar, expires, registered, statuses, nameServers }: Registration,
  source: RegistrationSeen['source'],
  server: string,
): RegistrationSeen {
  const quoted = (value: string | null, most: number) => (value === null ? null : quote(value, most));
  return {
    source,
    server: quote(server, 255),
    registrar: quoted(registrar, 120),
    expires: quoted(expires, 40),
    registered: quoted(registered, 40),
    statuses: statuses.map((status) => quote(status, 80)),
    nameServers,
  };
}
