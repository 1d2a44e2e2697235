import type { Endpoint, Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import type { DnsStatus } from './record.ts';

/** What one run has learned about servers, so that no question pays twice for the same trouble. */
export interface DnsRun {
  /** Servers that answered anything, also an error. */
  readonly answered: Set<string>;
  /** Servers that never answered although they were tried to the end, with what came of it. They are not asked again. */
  readonly dead: Map<string, DnsStatus>;
  /** Servers that do not give back the letter case of a question. */
  readonly foldsCase: Set<string>;
  /** Questions per domain. */
  readonly asked: Map<string, number>;
  /** Resolvers of this network are not to be used: they are silent or invent answers. */
  overHttps: boolean;
}

/** Far above what a look at one domain needs (40 questions and 12 per name and name server); it stops what a hostile zone would draw us into. */
const MOST_PER_DOMAIN = 1000;

export async function runOf(io: Io): Promise<DnsRun> {
  return io.shared('dns:run', () =>
    Promise.resolve({
      answered: new Set<string>(),
      dead: new Map<string, DnsStatus>(),
      foldsCase: new Set<string>(),
      asked: new Map<string, number>(),
      overHttps: false,
    }),
  );
}

export function placeOf({ address, port }: Endpoint): string {
  return `${address}:${port}`;
}

/** @throws CouldNotLook code `budget` when the domain was asked about too often */
export function count(run: DnsRun, name: string): void {
  const labels = name.split('.');
  // `co.uk` and the like: a short label before a country.
  const kept = (labels.at(-1)?.length ?? 0) === 2 && (labels.at(-2)?.length ?? 0) <= 3 ? 3 : 2;
  const domain = labels.slice(-kept).join('.');
  const so = (run.asked.get(domain) ?? 0) + 1;
  run.asked.set(domain, so);
  if (so > MOST_PER_DOMAIN) throw new CouldNotLook('budget', `more than ${MOST_PER_DOMAIN} DNS questions about ${domain}`);
}
