import { compose } from '../../compose.ts';
import { UsageError } from '../../model/errors.ts';
import type { MailResult } from '../../model/mail-result.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { mailResultText } from '../../reporters/mail-result.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { mail, type MailEvent } from '../../verbs/mail.ts';
import { type Args, valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';
import { quote } from '../../model/text.ts';

const MOST_WAIT_S = 3600;

/** `launch-ready mail [FLOW …]`: receive the app's own mail and prove it. Exit code 1 when something is wrong with it, 3 when it could not be seen. */
export const mailVerb: VerbRunner = async ({ args, screen, signal }) => {
  const [file, environment, address, listen] = ['config', 'environment', 'to', 'listen'].map((name) => valueOf(args, name));
  const withinMs = withinOf(args);
  const intent = await loadIntent({ cwd: process.cwd(), ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) });
  const quiet = args.flags.has('quiet');
  const result = await mail(
    {
      intent: { ...intent, active: intent.active || args.flags.has('active') },
      only: args.operands,
      signal,
      onEvent: (event) => (quiet ? undefined : tell(event, screen)),
      ...(address !== undefined && { address }),
      ...(listen !== undefined && { listen }),
      ...(withinMs !== undefined && { withinMs }),
    },
    compose({ folder: process.cwd(), env: process.env }),
  );
  screen.out(args.flags.has('json') ? canonicalJson(result) : `\n${mailResultText(result, screen.outTerminal)}`);
  return exitCodeOf(result);
};

function withinOf(args: Args): number | undefined {
  const text = valueOf(args, 'within');
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds >= 1 && seconds <= MOST_WAIT_S)) throw new UsageError(`--within takes seconds, 1 to ${MOST_WAIT_S}; got "${quote(text, 20)}"`);
  return seconds * 1000;
}

function tell(event: MailEvent, screen: Screen): void {
  if (event.type === 'receiving') return screen.tell(`Receiving with ${event.says}.\n`);
  if (event.type === 'arrived') return screen.tell(`  It arrived after ${(event.afterMs / 1000).toFixed(1)} s.\n`);
  if (event.type === 'silent') return screen.tell(`  Nothing arrived within ${event.withinMs / 1000} s.\n`);
  const wait = `waiting up to ${event.withinMs / 1000} s …`;
  if (event.by === 'request') return screen.tell(`Asking ${event.where} for the ${event.flow} mail to ${event.address}; ${wait}\n`);
  return screen.tell(`\nNow let the app send its ${event.flow} mail to this address, in its own form, as a user would:\n\n    ${event.address}\n\n${wait}\n`);
}

function exitCodeOf({ outcomes, assessment }: MailResult): number {
  if (assessment.findings.some((finding) => finding.class !== 'later')) return 1;
  return outcomes.some(({ outcome }) => outcome !== 'arrived') ? 3 : 0;
}
