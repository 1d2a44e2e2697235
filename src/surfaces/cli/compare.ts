import { compose } from '../../compose.ts';
import { comparisonText } from '../../reporters/comparison.ts';
import { comparisonJson } from '../../reporters/json.ts';
import { compareRuns } from '../../verbs/compare.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready compare BEFORE AFTER` */
export const compareVerb: VerbRunner = async ({ args, screen }) => {
  const [before = 'previous', after = 'latest'] = args.operands;
  const comparison = await compareRuns({ before, after }, compose({ folder: process.cwd(), env: process.env }));
  screen.out(args.flags.has('json') ? comparisonJson(comparison) : comparisonText(comparison, screen.outTerminal));
  return comparison.new.some((finding) => finding.class === 'blocker') ? 1 : 0;
};
