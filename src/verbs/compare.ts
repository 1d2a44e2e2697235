import { compare } from '../engine/compare.ts';
import type { Comparison } from '../model/assessment.ts';
import type { Deps } from './deps.ts';

/** Compares two archived runs, named as `RunStore.load` takes them. */
export async function compareRuns(runs: { readonly before: string; readonly after: string }, deps: Pick<Deps, 'store'>): Promise<Comparison> {
  const [before, after] = await Promise.all([deps.store.load(runs.before), deps.store.load(runs.after)]);
  return compare(before.assessment, after.assessment);
}
