import type { Quoted } from './text.ts';

export const DMARC_RESULT_SCHEMA = 'launch-ready/dmarc@1';

/** `nothing`: all right; `work`: a service whose mail fails; `better`: passes, but by one leg only; `look`: nobody knows whose it is. */
export type SourceState = 'nothing' | 'work' | 'better' | 'look';

export interface DmarcResultSource {
  readonly name: Quoted;
  readonly kind: 'service' | 'own' | 'forwarder' | 'stranger';
  readonly messages: number;
  readonly aligned: number;
  readonly spfAligned: number;
  readonly dkimAligned: number;
  readonly quarantined: number;
  readonly rejected: number;
  readonly addresses: readonly string[];
  readonly state: SourceState;
  /** What it is and what to do, in plain words; empty when there is nothing to do. */
  readonly says: string;
  /** Records to add and where to find their values. */
  readonly records: readonly string[];
}

/** What the reports say about one domain. */
export interface DmarcResultDomain {
  readonly domain: string;
  readonly days: number;
  /** First and last day covered, `2026-11-25`. */
  readonly from: string;
  readonly to: string;
  readonly reports: number;
  readonly reporters: readonly Quoted[];
  readonly messages: number;
  readonly aligned: number;
  /** Policy that the newest report found published. */
  readonly published: string | null;
  readonly quarantined: number;
  readonly rejected: number;
  /** `ready` for the policy `next`, or why not yet. */
  readonly readiness: { readonly state: 'ready' | 'not-yet' | 'done'; readonly next: 'quarantine' | 'reject' | null; readonly says: string };
  readonly sources: readonly DmarcResultSource[];
  /** Single messages that receivers reported as failed, and addresses they came from. */
  readonly failures: { readonly messages: number; readonly addresses: readonly string[] };
  /** Deliveries to the domain under MTA-STS or DANE, as senders reported them. */
  readonly tls: {
    readonly successful: number;
    readonly failed: number;
    readonly causes: readonly { readonly type: string; readonly host: string | null; readonly sessions: number }[];
  } | null;
}

/** The result of `launch-ready dmarc`. Published JSON; versioned by `schema`. */
export interface DmarcResult {
  readonly schema: typeof DMARC_RESULT_SCHEMA;
  /** Biggest first. */
  readonly domains: readonly DmarcResultDomain[];
  readonly read: {
    readonly files: number;
    readonly aggregate: number;
    readonly failure: number;
    readonly tls: number;
    /** Read before, or twice in this run. */
    readonly again: number;
    /** Mails without a report in them. */
    readonly otherMails: number;
    /** Not used, with the reason; at most 50 are listed. */
    readonly refused: readonly { readonly place: Quoted; readonly code: string; readonly reason: Quoted }[];
    readonly refusedCount: number;
    /** Reports too old to be kept for the audit. */
    readonly old: number;
  };
  /** File in which the sums are kept for `launch-ready audit`; `null` when nothing new was. */
  readonly keptIn: string | null;
}
