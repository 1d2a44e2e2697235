import type { Attestation } from '../model/intent.ts';
import type { RowId } from '../model/rows.ts';

const DAY_MS = 86_400_000;
/** A person's word lasts at most 90 days (DESIGN section 5). */
const ATTESTATION_DAYS = 90;

/** When an attestation ends, epoch milliseconds: the end of its own last day, at most 90 days after it was given. */
function attestationEnds(attestation: Attestation): number {
  const longest = Date.parse(attestation.at) + ATTESTATION_DAYS * DAY_MS;
  return attestation.until === undefined ? longest : Math.min(longest, Date.parse(attestation.until) + DAY_MS);
}

/** The newest attestation of a row that holds at `now` (epoch milliseconds). */
export function currentAttestation(attestations: readonly Attestation[], row: RowId, now: number): Attestation | undefined {
  return attestations
    .filter((attestation) => attestation.row === row && Date.parse(attestation.at) <= now + DAY_MS && attestationEnds(attestation) > now)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
}
