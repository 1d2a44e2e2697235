import { locate } from '../../drivers/locate.ts';
import { greet, type MailGreeting } from '../../drivers/smtp.ts';
import { chainDigests } from '../../formats/tlsa.ts';
import { mxEvidence } from '../../evidence/email/mx.ts';
import { starttlsEvidence, type StarttlsEvidence } from '../../evidence/email/starttls.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { type Quoted, quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { certificateOf } from './certificate.ts';

type Server = StarttlsEvidence['servers'][number];
const MOST_SERVERS = 4;
/** A literal address in EHLO is what a client without a name of its own says (RFC 5321 §4.1.4); it tells nothing about this machine. */
const OUR_NAME = '[127.0.0.1]';

export const starttlsProbe = defineProbe({
  id: 'email/starttls',
  version: 1,
  title: 'greets the mail exchangers and tries encryption, without sending mail',
  about: 'domain',
  needs: { mx: one(mxEvidence) },
  fills: starttlsEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ given, io, signal }) {
    const reachable = given.mx.exchanges.filter(({ addresses }) => addresses.some(({ scope }) => scope === 'public'));
    const hosts = [...new Set(reachable.map(({ host }) => String(host)))];
    const servers = await Promise.all(hosts.slice(0, MOST_SERVERS).map((host) => lookAt(io, host, signal)));
    if (servers.length > 0 && servers.every(({ outcome }) => outcome === 'no-connection')) throw blockedHere(servers);
    return { value: { servers }, complete: limitsOf(hosts.length, servers) };
  },
});

async function lookAt(io: Io, host: string, signal: AbortSignal): Promise<Server> {
  const blank = { host: quote(host), address: null, greeting: quote(''), protocol: null, certificate: null };
  try {
    const place = (await locate(io, host, signal)).find(({ scope }) => scope === 'public');
    if (!place) return { ...blank, outcome: 'no-connection', says: quote('it has no public address') };
    const said = await greet(io, { host, address: place.address, ourName: OUR_NAME }, signal);
    const certificate = await certificateOf(io, host, said.chain, signal);
    const { outcome, greeting, protocol } = said;
    const chain = said.chain.slice(0, 8).map(({ x509 }) => chainDigests(x509));
    return { host: quote(host), address: place.address, outcome, says: plain(said), greeting, protocol, certificate, chain };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    return { ...blank, outcome: 'no-connection', says: quote(error.message) };
  }
}

/** The reason of a broken handshake without the places in OpenSSL that it went through. */
function plain({ outcome, says }: MailGreeting): Quoted {
  const reason = /SSL routines:[^:]*:([^:]{3,80}):/.exec(says)?.[1];
  return outcome === 'failed' && reason !== undefined ? quote(`the handshake ended with "${reason}"`) : says;
}

/** Nothing answers on port 25 of any exchanger: most networks block that port, so it says something about us, not about them. */
function blockedHere(servers: readonly Server[]): CouldNotLook {
  const why = servers.map(({ host, says }) => `${host}: ${says}`).join('; ');
  return new CouldNotLook(
    'blocked-here',
    `no mail exchanger could be reached on port 25 from here, which most networks block; look from a server that may send mail (${why})`,
  );
}

function limitsOf(all: number, seen: readonly Server[]): true | readonly Limit[] {
  return all > seen.length ? [{ part: 'skipped', says: quote(`${seen.length} of ${all} mail exchangers were greeted`) }] : true;
}
