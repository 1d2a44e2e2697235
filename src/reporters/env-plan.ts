import type { EnvFilePlan, EnvPlan } from '../model/env-plan.ts';
import { count } from './words.ts';

const PLACES_SHOWN = 5;

/** What `launch-ready env` would write, whole, so that nothing is written unseen. */
export function envPlanText({ needed, optional, dynamic, example, module }: EnvPlan): string {
  const computed = dynamic.slice(0, PLACES_SHOWN).map(({ path, line }) => `  ${path}:${line}\n`);
  const hidden =
    dynamic.length > 0 ? `\nNames are computed in ${count(dynamic.length, 'place')}; what is read there has to be added by hand:\n${computed.join('')}` : '';
  return `The code needs ${count(needed, 'variable')} and can use ${optional} more.\n${hidden}\n${shown(example, example.added)}\n${shown(module, module.text)}\nNothing is written without --write.\n`;
}

function shown({ path, is }: EnvFilePlan, text: string): string {
  const rule = '─'.repeat(20);
  if (is === 'same') return `${rule} ${path} is as it should be\n`;
  const what = {
    new: 'new',
    longer: 'these lines are added at the end',
    differs: 'there is another one, which is left alone; for a new one give --module PATH',
  }[is];
  return `${rule} ${path} (${what})\n${text}`;
}
