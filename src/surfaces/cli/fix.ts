import { compose } from '../../compose.ts';
import { fixNotes, fixText, nothingToFix } from '../../reporters/fix-records.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { fixRecords } from '../../verbs/fix.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready fix [FINDING…]`: the records go to stdout, so that they can be piped; what people need to know goes to stderr. */
export const fixVerb: VerbRunner = async ({ args, screen }) => {
  const options = {
    run: valueOf(args, 'run') ?? 'latest',
    wanted: args.operands,
    output: valueOf(args, 'as') ?? 'form',
    undo: args.flags.has('undo'),
    now: Date.now(),
  };
  const records = await fixRecords(options, compose({ folder: process.cwd(), env: process.env }));
  if (args.flags.has('json')) screen.out(canonicalJson(records));
  else if (records.zones.length === 0) screen.tell(nothingToFix(records));
  else {
    screen.out(fixText(records));
    if (!args.flags.has('quiet')) screen.tell(`\n${fixNotes(records, screen.tellTerminal)}`);
  }
  return 0;
};
