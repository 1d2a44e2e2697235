import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { DMARC_POLICIES } from '../../formats/dmarc.ts';
import { climbDmarc, LADDER_LIMIT, type LadderLimit } from '../../formats/dmarc-ladder.ts';
import type { DmarcResultDomain, DmarcResultSource } from '../../model/dmarc-result.ts';

/**
 * Whether the next step of none → quarantine → reject is safe: the same ladder as the check `email/dmarc-ladder` climbs, here from the policy that the newest
 * report found published.
 * @param isRecent false: the reports are too old to say anything about today
 */
export function readinessOf(
  summary: DmarcReportsEvidence,
  sources: readonly DmarcResultSource[],
  isRecent: boolean,
  limit: Partial<LadderLimit> = {},
): DmarcResultDomain['readiness'] {
  const policy = DMARC_POLICIES.find((known) => known === summary.published) ?? 'none';
  const { step, because, failing } = climbDmarc(policy, summary, { ...LADDER_LIMIT, ...limit });
  const next = policy === 'none' ? 'quarantine' : policy === 'quarantine' ? 'reject' : null;
  if (next === null) {
    const lost = sources.filter(({ state }) => state === 'work').map(({ name }) => name);
    return { state: 'done', next, says: `p=reject is in force${lost.length > 0 ? `, and mail of ${lost.join(', ')} fails` : ''}` };
  }
  if (!isRecent)
    return { state: 'not-yet', next, says: `Not ready for p=${next}: the newest report ends on ${summary.to.slice(0, 10)}, which says nothing about today` };
  if (step !== 'stay') return { state: 'ready', next, says: `Ready for p=${next}: ${because}` };
  const named = failing
    .filter(({ name }) => !because.includes(name))
    .slice(0, 3)
    .map(({ name }) => name);
  return { state: 'not-yet', next, says: `Not ready for p=${next}: ${because}${named.length > 0 ? ` (${named.join(', ')})` : ''}` };
}
