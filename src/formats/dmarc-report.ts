import type { Quoted } from '../model/text.ts';

export type DmarcDisposition = 'none' | 'pass' | 'quarantine' | 'reject';

/** One signature or SPF look that the receiver made. `result` is lower case, as reported. */
export interface DkimLook {
  readonly domain: string;
  readonly selector: string | null;
  readonly result: string;
}
export interface SpfLook {
  readonly domain: string;
  readonly result: string;
}

/** Messages that a receiver treated alike: the records of a report that differ in nothing but the address and the count. */
export interface DmarcRow {
  readonly messages: number;
  /** At most 5 addresses of the senders, and how many records there were. */
  readonly addresses: readonly string[];
  readonly records: number;
  readonly headerFrom: string;
  readonly envelopeFrom: string | null;
  /** `null`: not said, or a word that is not in the format. */
  readonly disposition: DmarcDisposition | null;
  /** SPF and DKIM passed for the From domain. */
  readonly spfAligned: boolean;
  readonly dkimAligned: boolean;
  /** Why the receiver did not do what the policy says. */
  readonly overrides: readonly { readonly type: string; readonly comment: Quoted }[];
  readonly dkim: readonly DkimLook[];
  readonly spf: readonly SpfLook[];
}

/** What a receiver saw of a domain's mail in some hours, RFC 7489 appendix C and RFC 9990 §3. All names are canonical. */
export interface DmarcReport {
  readonly form: 'rfc7489' | 'rfc9990';
  readonly organisation: Quoted;
  readonly reportId: Quoted;
  /** Epoch seconds; `end` is not before `begin`. */
  readonly begin: number;
  readonly end: number;
  readonly generator: Quoted | null;
  /** Errors that the receiver met. */
  readonly errors: readonly Quoted[];
  readonly policy: {
    readonly domain: string;
    readonly p: string | null;
    readonly sp: string | null;
    readonly np: string | null;
    readonly adkim: 'r' | 's';
    readonly aspf: 'r' | 's';
    readonly testing: boolean;
    readonly discovery: 'psl' | 'treewalk' | null;
    /** Of RFC 7489 only. */
    readonly pct: number | null;
  };
  readonly rows: readonly DmarcRow[];
  readonly messages: number;
  /** Where the report deviates from its format and what was made of it; at most 20. */
  readonly oddities: readonly Quoted[];
}
