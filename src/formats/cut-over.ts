import type { DnsChange } from './record-outputs/index.ts';

/** A record set as it was seen before the change. */
export interface SeenSet {
  readonly name: string;
  readonly type: string;
  /** seconds */
  readonly ttl: number;
}
export interface CutOverStep {
  /** Epoch milliseconds: not before. */
  readonly atMs: number;
  readonly says: string;
}
/** When to do what so that nobody is sent to the wrong place for longer than needed, and how to go back. */
export interface CutOver {
  readonly steps: readonly CutOverStep[];
  /** The changes that put everything back as it was. */
  readonly undo: readonly DnsChange[];
}

/** Records that people and mail servers are led by: for these a long memory of the old value hurts. */
const LEADING: ReadonlySet<string> = new Set(['A', 'AAAA', 'CNAME', 'MX', 'NS']);
const SHORT_TTL = 300;
/** What a day-old answer costs is worth a step of its own only from here on. */
const LONG_TTL = 1800;

/**
 * The timed plan of a change of records (RFC 1034 §3.6: a resolver may keep an answer for its TTL; RFC 2308 §5: and an absence for the zone's negative TTL).
 * @param seen the sets that the change touches, as far as they were seen
 * @param negativeTtl seconds for which an absence may be remembered; none when the SOA was not seen
 * @param now epoch milliseconds
 */
export function cutOver(changes: readonly DnsChange[], seen: readonly SeenSet[], negativeTtl: number | null, now: number): CutOver {
  const replaced = changes.filter(({ op }) => op === 'remove');
  const ttlOf = ({ name, type }: DnsChange): number | undefined => seen.find((set) => set.name === name && set.type === type)?.ttl;
  const old = replaced.map((change) => ({ change, ttl: ttlOf(change) }));
  const long = old.filter(({ change, ttl }) => LEADING.has(change.type) && ttl !== undefined && ttl > LONG_TTL);
  const isNew = changes.some(
    (change) => change.op === 'add' && !replaced.some(({ name, type }) => name === change.name && type === change.type) && ttlOf(change) === undefined,
  );
  const waitS = Math.max(0, ...long.map(({ ttl }) => ttl ?? 0));
  const changeAt = now + waitS * 1000;
  // What is lowered first is remembered for the short time only.
  const remembered = old.map(({ change, ttl }) => (long.some((one) => one.change === change) ? SHORT_TTL : ttl));
  const isKnown = remembered.every((ttl) => ttl !== undefined) && (!isNew || negativeTtl !== null);
  const lastS = Math.max(0, ...remembered.map((ttl) => ttl ?? 0), isNew ? (negativeTtl ?? 0) : 0);
  const sets = [...new Set(long.map(({ change: { name, type }, ttl }) => `${type} of ${name} (now ${ttl} s)`))];
  return {
    steps: [
      ...(long.length > 0 ? [{ atMs: now, says: `lower the TTL to ${SHORT_TTL} s, nothing else: ${sets.join(', ')}` }] : []),
      { atMs: changeAt, says: long.length > 0 ? 'now the change itself is safe: whoever gets the old value keeps it for minutes only' : 'make the change' },
      isKnown
        ? {
            atMs: changeAt + lastS * 1000,
            says: `old answers are gone everywhere: look again${long.length > 0 ? ', and put the TTL up again when all is well' : ''}`,
          }
        : { atMs: changeAt + Math.max(lastS, 3600) * 1000, says: 'old answers should be gone (not every TTL was seen): look again' },
    ],
    undo: changes.toReversed().map((change) => ({ ...change, op: change.op === 'add' ? 'remove' : 'add' })),
  };
}
