import { compose } from '../../compose.ts';
import { howToMarkdown } from '../../reporters/how-to.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { howTo } from '../../verbs/how-to.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready how-to`: the document goes to stdout, so that it can be kept. */
export const howToVerb: VerbRunner = async ({ args, screen }) => {
  const made = await howTo(valueOf(args, 'run') ?? 'latest', compose({ folder: process.cwd(), env: process.env }));
  screen.out(args.flags.has('json') ? canonicalJson(made) : howToMarkdown(made));
  return 0;
};
