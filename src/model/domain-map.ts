import type { Outcome } from './terms.ts';

/** What judged a line of the map, and when it was looked at. */
export interface MapTest {
  readonly check: string;
  readonly outcome: Outcome;
  /** ISO instant of the oldest evidence used; none if it used none. */
  readonly at: string | null;
}
/** One thing that is set somewhere: a record, a redirect, a certificate, the registration. */
export interface MapLine {
  readonly name: string;
  /** A record type, or `registration`, `ends at`, `redirects`, `certificate`, `renewal`. */
  readonly type: string;
  readonly data: string;
  /** seconds; none where it was not seen or has none */
  readonly ttl: number | null;
  readonly purpose: string;
  readonly owner: string | null;
  readonly tested: readonly MapTest[];
}
/** Everything that is known to be set for one domain (MISSION A1, B11, N2). */
export interface DomainMap {
  readonly domain: string;
  readonly lines: readonly MapLine[];
  /** What stands in front, what it enforces and what it lets past (MISSION C15). */
  readonly edge: readonly MapLine[];
}
