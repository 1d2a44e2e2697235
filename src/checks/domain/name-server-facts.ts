import type { NameServers } from '../../evidence/domain/name-servers.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote, type Quoted } from '../../model/text.ts';
import { whereToEdit } from './dns-remedy.ts';

type Server = NameServers['servers'][number];

export interface Standing {
  readonly answering: readonly Server[];
  readonly silent: readonly Server[];
  /** It answers, but is not responsible for the zone. */
  readonly lame: readonly Server[];
  /** Its own name has no address. */
  readonly lost: readonly Server[];
  readonly unclear: readonly Server[];
  /** A resolver on the way answers for all of them. */
  readonly intercepted: boolean;
}

/** Sorts the servers of a zone by what became of asking them. */
export function standing({ servers }: Pick<NameServers, 'servers'>): Standing {
  const groups = Object.groupBy(servers, (server) => groupOf(server));
  const { answering = [], silent = [], lame = [], lost = [], unclear = [] } = groups;
  return { answering, silent, lame, lost, unclear, intercepted: lame.length > 0 && lame.length === servers.length && lame.every((server) => server.recursive) };
}

function groupOf({ answer, authoritative }: Server): 'answering' | 'silent' | 'lame' | 'lost' | 'unclear' {
  if (answer === 'ok' && authoritative) return 'answering';
  if (answer === 'timeout' || answer === 'unreachable') return 'silent';
  if (answer === 'no-address') return 'lost';
  return answer === 'address-unknown' || answer === 'malformed' ? 'unclear' : 'lame';
}

/**
 * In what servers of one zone differ. MX, TXT and NS must be equal; addresses may differ (many DNS hosts answer by place and load), but not exist
 * at one server and be missing at another.
 */
export function differences(servers: readonly Server[]): {
  readonly what: readonly string[];
  readonly lines: readonly Quoted[];
  readonly serials: readonly string[];
} {
  const views: readonly (readonly [string, (server: Server) => string | undefined])[] = [
    ['NS', ({ names }) => names?.join(' ')],
    ['MX', ({ records }) => records.MX?.join(' · ')],
    ['TXT', ({ records }) => records.TXT?.join(' · ')],
    ['A', ({ records }) => presence(records.A)],
    ['AAAA', ({ records }) => presence(records.AAAA)],
  ];
  const what: string[] = [];
  const lines: Quoted[] = [];
  for (const [type, view] of views) {
    const seen = servers.flatMap((server) => {
      const text = view(server);
      return text === undefined ? [] : [{ server: server.name, text }];
    });
    if (new Set(seen.map(({ text }) => text)).size < 2) continue;
    what.push(type);
    lines.push(...seen.map(({ server, text }) => quote(`@${server} ${type}: ${text || '(none)'}`)));
  }
  const places = servers.flatMap((server) => [server, ...(server.others ?? [])]).filter(({ authoritative }) => authoritative);
  const serials = [...new Set(places.flatMap(({ serial }) => (serial === null ? [] : [String(serial)])))].sort();
  return { what, lines, serials };
}

function presence(texts: readonly string[] | null): string | undefined {
  return texts === null ? undefined : texts.length > 0 ? 'present' : '(none)';
}

export interface FailingAddress {
  readonly server: string;
  readonly address: string;
  readonly answer: string;
  readonly line: Quoted;
}

/** Addresses at which a server does not serve the zone although it does at another. Silence over IPv6 only counts where IPv6 is seen to work from here. */
export function failingAddresses(servers: readonly Server[]): FailingAddress[] {
  const answers = ({ answer, authoritative }: Pick<Server, 'answer' | 'authoritative'>): boolean => answer === 'ok' && authoritative;
  const others = servers.flatMap(({ name, others: more = [], ...main }) => (answers(main) ? more.map((other) => ({ server: name, ...other })) : []));
  const reaches6 = [...servers, ...others].some((place) => answers(place) && place.address?.includes(':'));
  return others
    .filter((other) => !answers(other) && other.answer !== 'malformed')
    .filter(({ address, answer }) => !address.includes(':') || reaches6 || (answer !== 'timeout' && answer !== 'unreachable'))
    .map(({ server, address, answer, line }) => ({ server, address, answer: answer === 'ok' ? 'it answers without authority' : `it answers ${answer}`, line }));
}

/** The one address or the one network (256 IPv4 addresses) where all servers stand, if they do. */
export function together(servers: readonly Server[]): { readonly address?: string; readonly network?: string } {
  const all = new Set(servers.flatMap(({ addresses }) => addresses));
  const [first] = all;
  if (servers.length < 2 || first === undefined || servers.some(({ addresses }) => addresses.length === 0)) return {};
  if (all.size === 1) return { address: first };
  const networks = new Set([...all].map((address) => (address.includes(':') ? address : `${address.split('.').slice(0, 3).join('.')}.0/24`)));
  const [network] = networks;
  return networks.size === 1 && network !== undefined ? { network } : {};
}

/** The name that would have to be bought in a registry's zone to own `name`. */
export function boughtAs(name: string, registry: string): string {
  const depth = registry === '.' ? 1 : registry.split('.').length + 1;
  return name.split('.').slice(-depth).join('.');
}

/** What each server answered. */
export function serverProof(seen: NameServers): Proof[] {
  if (seen.status === 'missing') return [{ says: 'DNS answered NXDOMAIN: there is no such domain.' }];
  return [
    {
      says: 'Each name server, asked for the SOA record:',
      lines: seen.servers.flatMap(({ line, others = [] }) => [line, ...others.map((other) => other.line)]),
    },
  ];
}

/** Gets the list of name servers right. */
export function repairServers(seen: NameServers): Remedy {
  if (seen.status === 'missing') return { steps: ['Look into the account where the domain was bought: renew the domain, or correct its name in the config.'] };
  return {
    steps: [
      `At the company where ${seen.zone} was registered, open "name servers" and compare the list (${seen.names.join(', ')}) with the one that your DNS host shows.`,
      whereToEdit(seen.zone, seen.names),
      'Take servers that do not serve the zone off the list, or have them serve it again. At least two should remain.',
    ],
  };
}

/** Gets all servers to the same version of the zone. */
export function updateServers(seen: NameServers): Remedy {
  return {
    steps: [
      'If you changed DNS in the last hour, look again first: a change may still be on its way.',
      whereToEdit(seen.zone, seen.names),
      'Have every server load the same zone. Servers of two DNS hosts in one list are only equal if somebody keeps them equal: better take one host off the list.',
    ],
  };
}

/** The way out of name servers that fail together. */
export const ANOTHER_NETWORK: Remedy = {
  steps: [
    'Add a name server in another network: most DNS companies offer one, or serve the zone as a second (secondary) host beside yours.',
    'Enter it at the registrar beside the present ones, and as an NS record in the zone.',
  ],
};
