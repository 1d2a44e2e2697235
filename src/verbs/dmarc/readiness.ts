import type { DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import type { DmarcResultDomain, DmarcResultSource } from '../../model/dmarc-result.ts';

/** What must be seen before a stricter policy loses no mail of the owner's. */
const READY_DAYS = 14;
const READY_SHARE = 0.98;

/** Whether the next step of none → quarantine → reject is safe. Strangers' mail does not count: that it fails is what the policy is for. */
export function readinessOf(summary: DmarcReportsEvidence, sources: readonly DmarcResultSource[], isRecent: boolean): DmarcResultDomain['readiness'] {
  const mine = sources.filter(({ kind }) => kind !== 'stranger');
  const messages = mine.reduce((sum, source) => sum + source.messages, 0);
  const aligned = mine.reduce((sum, source) => sum + source.aligned, 0);
  const share = `${percent(aligned, messages)} of ${messages.toLocaleString('en')} messages from known sources pass, over ${summary.days} ${summary.days === 1 ? 'day' : 'days'}`;
  const next = summary.published === 'quarantine' ? 'reject' : summary.published === 'reject' ? null : 'quarantine';
  const failing = sources.filter(({ state }) => state === 'work');
  const [first] = failing;
  const open = !isRecent
    ? `the newest report ends on ${summary.to.slice(0, 10)}, which says nothing about today`
    : messages === 0
      ? 'no report tells of mail from a source that is yours'
      : first !== undefined
        ? `mail of ${failing.length === 1 ? first.name : `${first.name} and ${failing.length - 1} more`} fails; a stricter policy would lose it`
        : summary.days < READY_DAYS
          ? `reports cover ${summary.days} of ${READY_DAYS} days`
          : aligned < messages * READY_SHARE
            ? `${share}; ${READY_SHARE * 100} % are wanted`
            : undefined;
  if (next === null)
    return { state: 'done', next, says: first === undefined ? `p=reject is in force; ${share}` : `p=reject is in force, and ${open ?? share}` };
  return open === undefined
    ? { state: 'ready', next, says: `Ready for p=${next}: ${share}` }
    : { state: 'not-yet', next, says: `Not ready for p=${next}: ${open}` };
}

/** `99.2 %`; never rounded up to 100 when one is missing. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${Math.floor((part / whole) * 1000) / 10} %`;
}
