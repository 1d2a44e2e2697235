import { compose } from '../../compose.ts';
import { UsageError } from '../../model/errors.ts';
import { LOG_KINDS } from '../../model/intent.ts';
import type { LogsResult } from '../../model/logs-result.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { logsResultText } from '../../reporters/logs-result.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { lookAtLogs } from '../../verbs/logs.ts';
import { type Args, valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready logs [FILE …|-]`: what stands in logs that should not. Exit code 1 when something does, 3 when none could be read. */
export const logsVerb: VerbRunner = async ({ args, screen, signal }) => {
  const [file, environment] = ['config', 'environment'].map((name) => valueOf(args, name));
  const intent = await loadIntent({ cwd: process.cwd(), ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) });
  const deps = compose({ folder: process.cwd(), env: process.env });
  const result = await lookAtLogs({ intent, files: args.operands, kind: kindOf(args), signal }, deps);
  screen.out(args.flags.has('json') ? canonicalJson(result) : logsResultText(result, screen.outTerminal));
  return exitCodeOf(result);
};

function kindOf(args: Args) {
  const text = valueOf(args, 'kind') ?? 'app';
  const kind = LOG_KINDS.find((one) => one === text);
  if (!kind) throw new UsageError(`--kind takes ${LOG_KINDS.join(', ')}; got "${text.slice(0, 20)}"`);
  return kind;
}

function exitCodeOf({ logs, unread, assessment }: LogsResult): number {
  if (assessment.findings.some((finding) => finding.class !== 'later' && !finding.verifyFirst)) return 1;
  return logs.length === 0 || unread.length > 0 ? 3 : 0;
}
