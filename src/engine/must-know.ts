import type { Question } from '../model/assessment.ts';
import type { Verdict } from '../model/finding.ts';
import type { Attestation } from '../model/intent.ts';
import type { RowId } from '../model/rows.ts';
import { currentAttestation } from './attest.ts';

/** The three things without which no launch is safe (DESIGN section 6). */
const MUST_KNOW: readonly { readonly row: RowId; readonly asks: string; readonly minutes: number; readonly example: string }[] = [
  {
    row: 'A2',
    asks: 'Where does production run, where are its variables set, and who can log in there?',
    minutes: 5,
    example: 'Vercel project acme, variables in its settings, owner Ann',
  },
  {
    row: 'I8',
    asks: 'How do you go back to the previous release, and how long does it take?',
    minutes: 10,
    example: 'vercel rollback, 3 minutes, see docs/rollback.md',
  },
  { row: 'J10', asks: 'Who receives the alerts when the app is down, and how?', minutes: 5, example: 'Ann by SMS, Bob by email' },
];

export interface MustKnow {
  readonly row: RowId;
  readonly state: 'answered' | 'open' | 'nobody-knows';
  readonly question: Question;
}

/** How each must-know stands: answered by a passed check or an attestation, still open, or attested that nobody knows. */
export function mustKnows(verdicts: readonly Verdict[], attestations: readonly Attestation[], now: number): MustKnow[] {
  const today = new Date(now).toISOString().slice(0, 10);
  return MUST_KNOW.map(({ row, asks, minutes, example }) => {
    const attestation = currentAttestation(attestations, row, now);
    const own = verdicts.filter((verdict) => verdict.rows.includes(row));
    const seen = own.length > 0 && own.every((verdict) => verdict.outcome === 'pass' || verdict.outcome === 'not-applicable');
    const state = attestation?.nobodyKnows ? 'nobody-knows' : attestation || seen ? 'answered' : 'open';
    const answerWith = `{ row: '${row}', statement: '${example}', by: 'your name', evidence: 'a link or note', at: '${today}' }`;
    return { row, state, question: { row, asks, minutes, answerWith } };
  });
}
