import type { Judged } from '../engine/judge.ts';
import type { Finding } from '../model/finding.ts';
import type { Remedy, Trial } from '../model/fix.ts';
import { withTrial } from './trials.ts';
import { judgeAfter, trialOf, type TrialOptions } from './judge-after.ts';

/** Each finding with its DNS fix tried; what cannot be tried (files, words for a person) stays as it is. Findings with one fix in common share its trial. */
export async function tryFixes(options: TrialOptions): Promise<readonly Finding[]> {
  const worlds = new Map<string, Judged | string>();
  const trials = new Map<string, Trial>();
  for (const finding of options.findings) {
    const changes = triable(finding.fix);
    if (!changes || options.signal.aborted) continue;
    const key = JSON.stringify(changes);
    const after = worlds.get(key) ?? (await judgeAfter(changes, options));
    worlds.set(key, after);
    trials.set(finding.fingerprint, trialOf(finding, after, options));
  }
  return options.findings.map((finding) => withTrial(finding, trials.get(finding.fingerprint)));
}

function triable(fix: Remedy): Remedy['changes'] {
  return fix.changes?.every(({ kind }) => kind === 'dns') ? fix.changes : undefined;
}
