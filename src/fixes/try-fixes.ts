import type { Finding } from '../model/finding.ts';
import type { Remedy, Trial } from '../model/fix.ts';
import { withTrial } from './trials.ts';
import { tryFix, type TrialOptions } from './try-fix.ts';

/** Each finding with its DNS fix tried; what cannot be tried (files, words for a person) stays as it is. */
export async function tryFixes(options: TrialOptions): Promise<readonly Finding[]> {
  const trials = new Map<string, Trial>();
  for (const finding of options.findings) {
    const changes = triable(finding.fix);
    if (changes && !options.signal.aborted) trials.set(finding.fingerprint, await tryFix(finding, changes, options));
  }
  return options.findings.map((finding) => withTrial(finding, trials.get(finding.fingerprint)));
}

function triable(fix: Remedy): Remedy['changes'] {
  return fix.changes?.every(({ kind }) => kind === 'dns') ? fix.changes : undefined;
}
