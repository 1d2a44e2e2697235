import type { RowId } from '../model/rows.ts';

interface Said {
  readonly row: string;
  readonly by: string;
  /** ISO date or instant */
  readonly at: string;
  readonly nobodyKnows?: boolean;
}

/**
 * Why no person's word stands for a row. Where one holds, the engine lets it stand in for the unknown answer, so any that is met here has ended,
 * or says that nobody knows.
 */
export function unattested(given: readonly Said[], row: RowId): string {
  const newest = given.filter((one) => one.row === row).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  if (!newest) return `nobody has confirmed it yet (attestation for row ${row} in the config)`;
  if (newest.nobodyKnows) return `${newest.by} said on ${newest.at.slice(0, 10)} that nobody knows`;
  return `the confirmation of ${newest.by} on ${newest.at.slice(0, 10)} has ended: it holds until its own date, at most 90 days`;
}
