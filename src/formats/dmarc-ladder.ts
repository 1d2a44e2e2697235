import type { DmarcPolicy } from './dmarc.ts';

/** What receivers reported, as far as the ladder needs it; the evidence `email/dmarc-reports` fits. */
export interface ReportedMail {
  /** Days that at least one report covers. */
  readonly days: number;
  readonly messages: number;
  readonly sources: readonly ReportedSource[];
}
export interface ReportedSource {
  readonly name: string;
  /** `forwarder` mail cannot be aligned by its owner; `stranger`: nothing says that it is yours. */
  readonly kind: 'service' | 'own' | 'forwarder' | 'stranger';
  readonly messages: number;
  readonly aligned: number;
}
export interface LadderLimit {
  /** 0 to 1: the share of mail that must pass before the policy is raised. */
  readonly alignedShare: number;
  readonly days: number;
}
export interface LadderStep {
  readonly step: 'stay' | 'ready-for-quarantine' | 'ready-for-reject';
  /** Why to stay, as a code; `raise` when ready. `service-fails`: one service as a whole, which is too little mail to miss the share. */
  readonly why: 'raise' | 'top' | 'no-reports' | 'few-days' | 'no-mail' | 'own-mail-fails' | 'service-fails' | 'strangers';
  /** The same in one sentence, with the figures. */
  readonly because: string;
  /** Share of mail that passed, forwarders left out; `null` without mail. */
  readonly share: number | null;
  /** What fails: your own services if any do, else strangers. Most failing messages first. */
  readonly failing: readonly ReportedSource[];
}

/** Two weeks catch weekly newsletters and the monthly cycle's edge; the share leaves room for forwarding that looks like a stranger. */
export const LADDER_LIMIT: LadderLimit = { alignedShare: 0.98, days: 14 };

/**
 * Whether reports allow the next step of none → quarantine → reject. Forwarded mail is left out, because nobody can align it; mail of strangers counts,
 * because a server of your own that nobody set up looks the same, but it is named apart.
 */
export function climbDmarc(policy: DmarcPolicy, reported: ReportedMail | undefined, limit: LadderLimit = LADDER_LIMIT): LadderStep {
  const stay = (why: LadderStep['why'], because: string, more: Partial<LadderStep> = {}): LadderStep => ({
    step: 'stay',
    why,
    because,
    share: null,
    failing: [],
    ...more,
  });
  if (!reported) return policy === 'reject' ? stay('top', 'p=reject is the last step') : stay('no-reports', 'no report has been read yet');
  const counted = reported.sources.filter(({ kind }) => kind !== 'forwarder');
  const ours = counted.filter(({ kind }) => kind !== 'stranger');
  const share = shareOf(counted);
  const failing = failingOf(ours, limit);
  if (policy === 'reject') return stay('top', 'p=reject is the last step', { share, failing });
  if (share === null) return stay('no-mail', `${reported.days} days of reports name no mail of the domain's own`);
  if (failing.length > 0)
    return stay('own-mail-fails', `${percent(shareOf(ours) ?? 0)} of the mail of known services passes, wanted are ${percent(limit.alignedShare)}`, {
      share,
      failing,
    });
  const lost = wholeServices(ours);
  if (lost.length > 0) {
    const because = `nearly all mail of ${lost.map(({ name }) => name).join(', ')} fails and would be lost, although ${percent(share)} of all mail passes`;
    return stay('service-fails', because, { share, failing: lost });
  }
  if (share < limit.alignedShare) {
    const strangers = byFailing(counted.filter(({ kind }) => kind === 'stranger'));
    return stay('strangers', `${percent(share)} of the mail passes; the rest comes from sources that nobody has recognised as yours`, {
      share,
      failing: strangers,
    });
  }
  if (reported.days < limit.days) return stay('few-days', `reports cover ${reported.days} days, wanted are ${limit.days}`, { share });
  const because = `${percent(share)} of ${reported.messages} messages in ${reported.days} days passed; wanted are ${percent(limit.alignedShare)} in ${limit.days} days`;
  return { step: policy === 'none' ? 'ready-for-quarantine' : 'ready-for-reject', why: 'raise', because, share, failing: [] };
}

function shareOf(sources: readonly ReportedSource[]): number | null {
  const messages = sources.reduce((sum, one) => sum + one.messages, 0);
  return messages === 0 ? null : sources.reduce((sum, one) => sum + one.aligned, 0) / messages;
}

/** Services of one's own by which the share is missed; none when all of them together reach it. */
function failingOf(ours: readonly ReportedSource[], { alignedShare }: LadderLimit): ReportedSource[] {
  const share = shareOf(ours);
  if (share === null || share >= alignedShare) return [];
  return byFailing(ours.filter(({ messages, aligned }) => messages > 0 && aligned / messages < alignedShare));
}

/** A newsletter is a small part of the mail, and would be lost whole. Fewer messages may as well be somebody else at the same service. */
const FEWEST_OF_A_SERVICE = 10;
function wholeServices(ours: readonly ReportedSource[]): ReportedSource[] {
  return byFailing(ours.filter(({ kind, messages, aligned }) => kind === 'service' && messages >= FEWEST_OF_A_SERVICE && aligned < messages / 2));
}

function byFailing(sources: readonly ReportedSource[]): ReportedSource[] {
  const failed = ({ messages, aligned }: ReportedSource): number => messages - aligned;
  return sources.filter((one) => failed(one) > 0).toSorted((a, b) => failed(b) - failed(a) || (a.name < b.name ? -1 : 1));
}

/** Rounded down, so that 97.99 % is never shown as the 98 % that it missed. */
function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
