import { UsageError } from '../../model/errors.ts';
import { readArgs, type Args } from './args.ts';
import { help } from './help.ts';
import { processScreen, type Screen } from './screen.ts';

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
  init: async () => (await import('./init.ts')).initVerb,
  demo: async () => (await import('./demo.ts')).demoVerb,
  fix: async () => (await import('./fix.ts')).fixVerb,
  explain: async () => (await import('./explain.ts')).explainVerb,
};

/** Runs one command line and sets the exit code (DESIGN section 6). Never shows a stack trace. */
export async function run(argv: readonly string[]): Promise<void> {
  const screen = processScreen(argv.includes('--no-color'));
  const stop = new AbortController();
  process.on('SIGINT', () => interrupt(stop));
  process.on('SIGTERM', () => interrupt(stop));
  // A reader that went away (| head) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 4));
  try {
    const args = readArgs(argv);
    if (args.flags.has('help')) return screen.out(help(args.verb));
    const runner = await RUNNERS[args.verb]?.();
    if (!runner) throw new UsageError(`launch-ready has no verb ${args.verb}; see: launch-ready help`);
    const code = await runner({ args, screen, signal: stop.signal });
    process.exitCode = stop.signal.aborted ? 130 : code;
  } catch (error) {
    process.exitCode = tellError(error, screen);
  }
}

function interrupt(stop: AbortController): void {
  if (stop.signal.aborted) process.exit(130);
  stop.abort(new DOMException('interrupted', 'AbortError'));
}

function tellError(error: unknown, screen: Screen): number {
  if (error instanceof UsageError) {
    screen.tell(`launch-ready: ${error.message}\n`);
    return 2;
  }
  const says = error instanceof Error ? error.message : 'unknown error';
  screen.tell(`launch-ready: internal error: ${says}\nThis is a defect of launch-ready, not of your app. Please report it with the command you ran.\n`);
  if (process.env['LAUNCH_READY_DEBUG'] && error instanceof Error) screen.tell(`${error.stack ?? ''}\n`);
  return 4;
}
