import type { Assessment } from './assessment.ts';

/** How one mail of the app went. */
export interface MailOutcome {
  /** Name of the flow in the config. */
  readonly flow: string;
  readonly outcome: 'arrived' | 'silent' | 'not-asked';
  /** Why it could not be asked for. */
  readonly why?: string;
}
/** What `launch-ready mail` answers. */
export interface MailResult {
  readonly schema: 'launch-ready/mail@1';
  readonly outcomes: readonly MailOutcome[];
  /** The judgement of what was received, now and by earlier runs; only the checks of received mail. */
  readonly assessment: Assessment;
}
