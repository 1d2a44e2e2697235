import { loadRegistry } from '../../compose.ts';
import { explanation } from '../../reporters/explanation.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { explain } from '../../verbs/explain.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready explain [ID]` */
export const explainVerb: VerbRunner = async ({ args, screen }) => {
  const explained = explain(args.operands[0], await loadRegistry());
  screen.out(args.flags.has('json') ? canonicalJson(explained) : explanation(explained));
  return 0;
};
