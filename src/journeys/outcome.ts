import type { UnseenCode } from '../model/evidence.ts';
import { CouldNotLook } from '../ports/probe.ts';

/** A step did not do what it should: the app was seen failing. The text is for people and holds no secret. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

/** @throws StepFailure always */
export function fail(says: string): never {
  throw new StepFailure(says);
}

/** The app was asked and did not answer as it must: that is seen, not unknown. Everything else that could not be looked at says nothing about the app. */
const SEEN_FAILING: ReadonlySet<UnseenCode> = new Set(['timeout', 'refused', 'malformed', 'too-large']);

/** How a step ended that threw. Rethrows what is neither a failure nor a reason not to know. */
export function outcomeOf(error: unknown): { readonly outcome: 'failed' | 'unknown'; readonly says: string } {
  if (error instanceof StepFailure) return { outcome: 'failed', says: error.message };
  if (error instanceof CouldNotLook) return { outcome: SEEN_FAILING.has(error.code) ? 'failed' : 'unknown', says: error.message };
  throw error;
}

export const NO_INBOX = 'the config names no place to receive mail at: add mail.receive, as for launch-ready mail';
