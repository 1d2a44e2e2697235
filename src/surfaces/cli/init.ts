import { createInterface } from 'node:readline/promises';
import { relative } from 'node:path';
import { compose } from '../../compose.ts';
import { init, type InitRequest } from '../../verbs/init.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';

const ANSWERS = ['host', 'profile', 'mail', 'hosting', 'rollback', 'alerts'] as const;

/** `launch-ready init`: at most six questions on a terminal, none elsewhere. */
export const initVerb: VerbRunner = async ({ args, screen, signal }) => {
  const asks = (process.stdin.isTTY as boolean | undefined) === true && !args.flags.has('yes');
  const answers = Object.fromEntries(ANSWERS.flatMap((id) => (valueOf(args, id) === undefined ? [] : [[id, valueOf(args, id)]])));
  const { file, open, ignoreAdded, detected } = await init({
    cwd: process.cwd(),
    today: new Date().toISOString().slice(0, 10),
    json: args.flags.has('json-config'),
    force: args.flags.has('force'),
    answers,
    clock: { kept: compose({ folder: process.cwd(), env: process.env }).kept, now: Date.now() },
    ...(asks && { ask: terminalAsk(screen, signal) }),
  });
  const found = [detected.framework, detected.platform, detected.mailProvider, detected.database, detected.ci].filter((one) => one !== undefined);
  if (found.length > 0) screen.out(`Found ${found.map(({ title, from }) => `${title} (${from})`).join(', ')}.\n`);
  screen.out(`Wrote ${relative(process.cwd(), file)}${ignoreAdded ? ' and added .launch-ready/ to .gitignore' : ''}.\n`);
  if (open.length > 0) screen.out(`Still open: ${open.map((question) => question.asks).join(' ')}\n`);
  screen.out('Next: launch-ready\n');
  return 0;
};

/** Asks on the terminal until the answer is one that can be used. */
function terminalAsk(screen: Screen, signal: AbortSignal): NonNullable<InitRequest['ask']> {
  return async (question) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      for (const { value, title } of question.choices ?? []) screen.tell(`  ${value}  ${title}\n`);
      for (;;) {
        const answer = (await lines.question(`${question.asks}${question.byDefault === undefined ? '' : ` [${question.byDefault}]`} `, { signal })).trim();
        const fault = answer === '' ? undefined : question.fault(answer);
        if (fault === undefined) return answer === '' ? (question.byDefault ?? '') : answer;
        screen.tell(`  ${fault}\n`);
      }
    } finally {
      lines.close();
    }
  };
}
