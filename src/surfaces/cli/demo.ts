import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { mkdtemp, rm } from 'node:fs/promises';
import { compose } from '../../compose.ts';
import { comparisonText } from '../../reporters/comparison.ts';
import { terminal } from '../../reporters/terminal.ts';
import { knownFault, openDemo, type Demo } from '../../verbs/demo.ts';
import { valueOf } from './args.ts';
import { progressView } from './progress-view.ts';
import { DEFAULT_FORMATS, formatsOf, writeReports } from './report-files.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready demo`: everything on this machine; exit code 0 when the demo itself worked, whatever it found. */
export const demoVerb: VerbRunner = async ({ args, screen, signal }) => {
  const fix = valueOf(args, 'fix');
  if (fix !== undefined) knownFault(fix);
  const formats = formatsOf(valueOf(args, 'format') ?? DEFAULT_FORMATS);
  const folder = valueOf(args, 'out') ?? 'launch-ready-demo';
  // Runs of the demo are not runs of the project in this folder.
  const runs = await mkdtemp(join(tmpdir(), 'launch-ready-demo-'));
  const deps = compose({ folder: runs, env: process.env });
  const view = progressView(screen, args.flags.has('quiet'));
  screen.tell('Raising Acme Assist, a small faulty chatbot app, with its own DNS, certificates and mail. All on this machine.\n');
  const demo = await openDemo({ signal, onEvent: view.event }, deps);
  try {
    const assessment = await demo.audit();
    view.done();
    const written = await writeReports({ assessment, formats, folder, deps, screen });
    const report = written.find((file) => file.endsWith('.html')) ?? written[0];
    const next = `launch-ready demo --fix ${demo.fixes[0]?.name ?? ''}`;
    screen.out(terminal(assessment, { ...screen.outTerminal, ...(report !== undefined && { report }), next }));
    if (fix !== undefined) await showFix(demo, fix, screen);
    else
      screen.out(
        `\nRepair one thing and see it turn green:\n${demo.fixes.map(({ name, says }) => `  launch-ready demo --fix ${name.padEnd(18)} ${says}`).join('\n')}\n`,
      );
    if (args.flags.has('keep')) await keep(demo, screen, signal);
    return 0;
  } finally {
    await demo.stop();
    await rm(runs, { recursive: true, force: true });
  }
};

async function showFix(demo: Demo, name: string, screen: Parameters<VerbRunner>[0]['screen']): Promise<void> {
  screen.tell(`\nRepairing ${name} and looking again …\n`);
  const { fix, comparison } = await demo.fix(name);
  screen.out(`\n${fix.repaired}\n\n${comparisonText(comparison, screen.outTerminal)}`);
}

async function keep(demo: Demo, screen: Parameters<VerbRunner>[0]['screen'], signal: AbortSignal): Promise<void> {
  screen.out(`\nAcme Assist is running at ${demo.url}\nCtrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
