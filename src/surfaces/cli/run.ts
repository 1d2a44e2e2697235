import { UsageError } from '../../model/errors.ts';
import { readArgs, type Args } from './args.ts';
import { help } from './help.ts';
import { processScreen, type Screen } from './screen.ts';
import { withoutKeys } from '../../model/text.ts';

export interface VerbContext {
  readonly args: Args;
  readonly screen: Screen;
  /** Aborted by the first Ctrl-C: what is known so far is reported. The second one ends the process. */
  readonly signal: AbortSignal;
}
/** Runs and returns the exit code. */
export type VerbRunner = (context: VerbContext) => Promise<number>;

const RUNNERS: Readonly<Record<string, () => Promise<VerbRunner>>> = {
  audit: async () => (await import('./audit.ts')).auditVerb,
  compare: async () => (await import('./compare.ts')).compareVerb,
  dmarc: async () => (await import('./dmarc.ts')).dmarcVerb,
  smoke: async () => (await import('./smoke.ts')).smokeVerb,
  load: async () => (await import('./load.ts')).loadVerb,
  mail: async () => (await import('./mail.ts')).mailVerb,
  logs: async () => (await import('./logs.ts')).logsVerb,
  init: async () => (await import('./init.ts')).initVerb,
  demo: async () => (await import('./demo.ts')).demoVerb,
  fix: async () => (await import('./fix.ts')).fixVerb,
  'how-to': async () => (await import('./how-to.ts')).howToVerb,
  secrets: async () => (await import('./secrets.ts')).secretsVerb,
  scan: async () => (await import('./scan.ts')).scanVerb,
  env: async () => (await import('./env.ts')).envVerb,
  explain: async () => (await import('./explain.ts')).explainVerb,
};

/** After a Ctrl-C, how long a run may take to wind down and report before it is ended all the same. */
const SOFT_STOP_MS = 5000;
const INTERRUPTED = 130;

/** Runs one command line and ends the process with its exit code (DESIGN section 6). Never shows a stack trace. */
export async function run(argv: readonly string[]): Promise<void> {
  const screen = processScreen(argv.includes('--no-color'));
  const stop = new AbortController();
  process.on('SIGINT', () => interrupt(stop));
  process.on('SIGTERM', () => interrupt(stop));
  // A reader that went away (| head) is no error, and changes nothing about the exit code. A result that could not be written whole is one.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    screen.tell(`launch-ready: the result could not be written to stdout (${error.code ?? error.message})\n`);
    process.exit(4);
  });
  process.stderr.on('error', () => undefined);
  // What nobody caught would end the process with a stack trace and exit code 1, which means that the gate failed.
  process.on('uncaughtException', (error) => process.exit(tellError(error, screen, stop.signal)));
  const code = await codeOf(argv, screen, stop.signal).catch((error: unknown) => tellError(error, screen, stop.signal));
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  // Whatever was left open must not hold up the one who waits for the exit code.
  process.exit(code);
}

async function codeOf(argv: readonly string[], screen: Screen, signal: AbortSignal): Promise<number> {
  const args = readArgs(argv);
  if (args.flags.has('help')) {
    screen.out(help(args.verb));
    return 0;
  }
  const runner = await RUNNERS[args.verb]?.();
  if (!runner) throw new UsageError(`launch-ready has no verb ${args.verb}; see: launch-ready help`);
  const code = await runner({ args, screen, signal });
  return signal.aborted ? INTERRUPTED : code;
}

function interrupt(stop: AbortController): void {
  if (stop.signal.aborted) process.exit(INTERRUPTED);
  stop.abort(new DOMException('interrupted', 'AbortError'));
  setTimeout(() => process.exit(INTERRUPTED), SOFT_STOP_MS).unref();
}

const flushed = (stream: NodeJS.WriteStream): Promise<void> => new Promise((resolve) => stream.write('', () => resolve()));

function tellError(error: unknown, screen: Screen, signal: AbortSignal): number {
  // At a prompt Ctrl-C and Ctrl-D come as an error of the prompt, not as a signal.
  if (signal.aborted || (error instanceof Error && error.name === 'AbortError')) {
    screen.tell('launch-ready: interrupted before there was a result\n');
    return INTERRUPTED;
  }
  if (error instanceof UsageError) {
    screen.tell(withoutKeys(`launch-ready: ${error.message}\n`));
    return 2;
  }
  const says = error instanceof Error ? error.message : 'unknown error';
  screen.tell(
    `launch-ready: internal error: ${withoutKeys(says)}\nThis is a defect of launch-ready, not of your app. Please report it with the command you ran.\n`,
  );
  if (process.env['LAUNCH_READY_DEBUG'] && error instanceof Error) screen.tell(withoutKeys(`${error.stack ?? ''}\n`));
  return 4;
}
