import type { Dnssec } from '../../evidence/domain/dnssec.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import { whereToEdit } from './dns-remedy.ts';

type Server = Dnssec['servers'][number];
type Signature = Server['keySignatures'][number];

const HOUR_MS = 3_600_000;
/** Signers renew long before the end; what is left below this part of the whole period has been forgotten. */
const LEFT_PART = 0.1;
const LEFT_MS = 72 * HOUR_MS;

export interface ServerStanding {
  readonly state: 'sound' | 'no-trusted-key' | 'wrong' | 'expired' | 'unreadable';
  /** When the first of the two needed signatures ends; the latest that holds counts. */
  readonly untilMs: number;
}

/** What a validating resolver makes of one name server (RFC 4035 §5.2, §5.3): a trusted key signs the key set, and some key of it the SOA. */
export function serverStanding({ keys, keySignatures, soaSignatures }: Server, now: number): ServerStanding {
  const trusted = keys.filter(({ isTrusted }) => isTrusted === true).map(({ keyTag }) => keyTag);
  const entry = keySignatures.filter(({ keyTag }) => trusted.includes(keyTag));
  const untilMs = Math.min(latest(entry), latest(soaSignatures));
  const say = (state: ServerStanding['state']): ServerStanding => ({ state, untilMs });
  if (trusted.length === 0) return say(keys.some(({ isTrusted }) => isTrusted === null) ? 'unreadable' : 'no-trusted-key');
  for (const set of [entry, soaSignatures]) {
    if (set.some((one) => one.state === 'holds' && isNow(one, now))) continue;
    if (set.some(({ state }) => state === 'unreadable')) return say('unreadable');
    return say(set.some(({ state }) => state === 'holds') ? 'expired' : 'wrong');
  }
  return say('sound');
}

/** True when a signature that is needed ends soon, measured by how long it counts in all: some hosts sign for two days, others for a month. */
export function expiresSoon({ keys, keySignatures, soaSignatures }: Server, now: number): boolean {
  const trusted = keys.filter(({ isTrusted }) => isTrusted === true).map(({ keyTag }) => keyTag);
  return [keySignatures.filter(({ keyTag }) => trusted.includes(keyTag)), soaSignatures].some((set) =>
    set
      .filter(({ state }) => state === 'holds')
      .every(({ from, until }) => {
        const left = Date.parse(until) - now;
        return left < LEFT_MS && left < (Date.parse(until) - Date.parse(from)) * LEFT_PART;
      }),
  );
}

function isNow({ from, until }: Signature, now: number): boolean {
  return Date.parse(from) <= now && now < Date.parse(until);
}
function latest(signatures: readonly Signature[]): number {
  return Math.max(0, ...signatures.filter(({ state }) => state === 'holds').map(({ until }) => Date.parse(until)));
}

export function dsProof({ zone, ds, servers, resolver }: Dnssec): Proof[] {
  const sets = (name: string, signatures: readonly Signature[]): string[] =>
    signatures.map(({ keyTag, from, until, state }) => `  ${name} signed by key ${keyTag}, ${from.slice(0, 10)} to ${until.slice(0, 10)}: ${STATES[state]}`);
  const lines = servers.flatMap(({ name, keys, keySignatures, soaSignatures }) => [
    `${name} has ${keys.length === 0 ? 'no keys' : `the keys ${keys.map(({ keyTag }) => keyTag).join(', ')}`}`,
    ...sets('DNSKEY', keySignatures),
    ...sets('SOA', soaSignatures),
  ]);
  const refused =
    resolver.unchecked === 'ok' ? [{ says: `The resolver of this machine answers SERVFAIL for ${zone}, and answers when told not to check signatures` }] : [];
  return [
    { says: 'The zone above publishes', lines: ds.length === 0 ? [quote('no DS record')] : ds.map(({ line }) => line) },
    { says: 'The name servers answered', lines: lines.map((line) => quote(line)) },
    ...refused,
  ];
}

const STATES: Readonly<Record<Signature['state'], string>> = {
  holds: 'right',
  wrong: 'wrong',
  'no-key': 'by a key that is not there',
  unreadable: 'in an algorithm not known here',
};

/** The way out of a DS that does not fit: take it out at the registrar, or enter the one of the key that is there. */
export function stopOrRenewDs({ zone, servers, ds }: Dnssec, nameServers: readonly string[] = []): Remedy {
  const key = servers.flatMap(({ keys }) => keys).find(({ isEntryPoint }) => isEntryPoint);
  const renew = key && { language: 'dns' as const, text: `${zone}. 3600 IN DS ${key.ds}`, where: `DNSSEC settings of ${zone} at the registrar` };
  const remove = `Sign in where ${zone} was bought (the registrar, not the DNS host), open DNSSEC, and delete the DS ${ds.length === 1 ? 'record' : 'records'}${ds.length > 0 ? ` with key tag ${ds.map(({ keyTag }) => keyTag).join(', ')}` : ''}.`;
  const enter = `${ds.length > 0 ? 'Or, if DNSSEC is meant to stay on' : 'Sign in where the domain was bought, open DNSSEC'}, enter the DS record below, which is that of the key in use. Compare it with what your DNS host shows.`;
  return {
    steps: [
      ...(ds.length > 0 ? [remove] : []),
      ...(renew ? [enter] : []),
      'Wait until the old record has run out everywhere: up to a day. Change name servers only after that.',
      whereToEdit(zone, nameServers),
    ],
    ...(renew && { snippet: renew }),
  };
}

/** The keys are right, but nobody renews the signatures. */
export function resign(zone: string, nameServers: readonly string[] = []): Remedy {
  return {
    steps: [
      whereToEdit(zone, nameServers),
      'Have the zone signed again: at a company, switch DNSSEC off and on or ask its support; on a server of your own, see why the signer stopped (knotc zone-sign, rndc sign, or your cron job).',
      'See that every name server got the new version: dig +dnssec SOA at each.',
      'If that cannot be done at once, delete the DS record at the registrar: without it nobody asks for signatures.',
    ],
  };
}
