import { resolve } from 'node:path';
import { compose } from '../../compose.ts';
import { UsageError } from '../../model/errors.ts';
import { LOG_KINDS, type Intent } from '../../model/intent.ts';
import type { LogsResult } from '../../model/logs-result.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { logsResultText } from '../../reporters/logs-result.ts';
import { plantingText } from '../../reporters/planting.ts';
import type { Deps } from '../../verbs/deps.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { plantCanaries } from '../../verbs/logs/plant.ts';
import { logTestFile } from '../../verbs/logs/test-file.ts';
import { lookAtLogs } from '../../verbs/logs.ts';
import { type Args, valueOf } from './args.ts';
import type { VerbContext, VerbRunner } from './run.ts';
import { quote } from '../../model/text.ts';

/** Words that say what to do; a file of that name is written with its folder: `./plant`. */
const DEEDS: Readonly<Record<string, (context: VerbContext, intent: Intent, deps: Deps) => Promise<number>>> = { plant, check, 'test-file': testFile };

/** `launch-ready logs [FILE …|-|plant|check|test-file]`. Exit code 1 when something is found that should not be there, 3 when a log could not be read. */
export const logsVerb: VerbRunner = async (context) => {
  const { args } = context;
  const [file, environment] = ['config', 'environment'].map((name) => valueOf(args, name));
  const intent = await loadIntent({ cwd: process.cwd(), ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) });
  const deps = compose({ folder: process.cwd(), env: process.env });
  const deed = DEEDS[args.operands[0] ?? ''];
  return deed ? deed(context, intent, deps) : look(context, intent, deps, args.operands);
};

async function look({ args, screen, signal }: VerbContext, intent: Intent, deps: Deps, files: readonly string[], only?: readonly string[]): Promise<number> {
  const result = await lookAtLogs(
    { intent, files: files.map((name) => (name === '-' ? name : resolve(name))), kind: kindOf(args), signal, ...(only && { only }) },
    deps,
  );
  screen.out(args.flags.has('json') ? canonicalJson(result) : logsResultText(result, screen.outTerminal));
  return exitCodeOf(result, only !== undefined);
}

async function plant({ args, screen, signal }: VerbContext, intent: Intent, deps: Deps): Promise<number> {
  const send = args.flags.has('active');
  const onSend = (says: string): void => (args.flags.has('quiet') ? undefined : screen.tell(`${says} …\n`));
  const result = await plantCanaries({ intent: { ...intent, active: intent.active || send }, send, signal, onSend }, deps);
  screen.out(args.flags.has('json') ? canonicalJson(result) : plantingText(result, screen.outTerminal));
  return result.sent.length > 0 && result.sent.every(({ status }) => status === null) ? 3 : 0;
}

function check(context: VerbContext, intent: Intent, deps: Deps): Promise<number> {
  return look(context, intent, deps, context.args.operands.slice(1), ['logs/canaries', 'logs/failed-requests', 'logs/request-ids']);
}

function testFile({ args, screen }: VerbContext, intent: Intent): Promise<number> {
  const runner = valueOf(args, 'runner') ?? 'vitest';
  if (runner !== 'vitest' && runner !== 'node') throw new UsageError(`--runner takes vitest or node; got "${quote(runner, 20)}"`);
  screen.out(logTestFile(intent, runner));
  return Promise.resolve(0);
}

function kindOf(args: Args) {
  const text = valueOf(args, 'kind') ?? 'app';
  const kind = LOG_KINDS.find((one) => one === text);
  if (!kind) throw new UsageError(`--kind takes ${LOG_KINDS.join(', ')}; got "${quote(text, 20)}"`);
  return kind;
}

/** @param isProof something was asked to be proven, so that an open question is a result */
function exitCodeOf({ logs, unread, assessment }: LogsResult, isProof: boolean): number {
  if (assessment.findings.some((finding) => finding.class !== 'later' && !finding.verifyFirst)) return 1;
  const isOpen = isProof && assessment.verdicts.some(({ outcome }) => outcome === 'unknown');
  return logs.length === 0 || unread.length > 0 || isOpen ? 3 : 0;
}
