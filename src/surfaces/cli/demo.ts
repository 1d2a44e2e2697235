import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { compose } from '../../compose.ts';
import type { Assessment } from '../../model/assessment.ts';
import { comparisonText } from '../../reporters/comparison.ts';
import { terminal } from '../../reporters/terminal.ts';
import { type Demo, type DemoMail, knownFaults, openDemo } from '../../verbs/demo.ts';
import { valueOf } from './args.ts';
import { progressView } from './progress-view.ts';
import { DEFAULT_FORMATS, formatsOf, writeReports, type WrittenReports } from './report-files.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';

/** `launch-ready demo`: everything on this machine; exit code 0 when the demo itself worked, whatever it found. */
export const demoVerb: VerbRunner = async ({ args, screen, signal }) => {
  const asked = args.values.get('fix') ?? [];
  knownFaults(asked);
  const formats = formatsOf(valueOf(args, 'format') ?? DEFAULT_FORMATS);
  const folder = valueOf(args, 'out') ?? 'launch-ready-demo';
  // Runs of the demo are not runs of the project in this folder.
  const runs = await mkdtemp(join(tmpdir(), 'launch-ready-demo-'));
  const deps = compose({ folder: runs, env: process.env });
  const view = progressView(screen, args.flags.has('quiet'));
  const write = (assessment: Assessment): Promise<WrittenReports> => writeReports({ assessment, formats, folder, deps, screen });
  screen.tell('Raising Acme Assist, a small faulty chatbot app, with its own DNS, certificates and mail. All on this machine.\n');
  let demo: Demo | undefined;
  try {
    demo = await openDemo({ signal, onEvent: view.event, onMail: (mail) => screen.out(mailLine(mail)) }, deps);
    const assessment = await demo.audit();
    view.done();
    const { files } = await write(assessment);
    const report = files.find((file) => file.endsWith('.html')) ?? files[0];
    const next = `launch-ready demo --fix ${demo.fixes[0]?.name ?? ''} (repairs one fault and looks again)`;
    screen.out(terminal(assessment, { ...screen.outTerminal, ...(report !== undefined && { report }), next }));
    const names = asked.length > 0 ? asked : await askWhatToFix(demo, screen, signal);
    if (names.length > 0) await write(await showFix(demo, names, screen, view.done));
    if (args.flags.has('keep')) await keep(demo, screen, signal);
    return 0;
  } finally {
    await demo?.stop();
    await rm(runs, { recursive: true, force: true });
  }
};

async function showFix(demo: Demo, names: readonly string[], screen: Screen, done: () => void): Promise<Assessment> {
  screen.tell(`\nRepairing ${names.join(', ')} and looking again …\n`);
  const { fixes, comparison, assessment } = await demo.fix(names);
  done();
  screen.out(`\nRepaired: ${fixes.map(({ repaired }) => repaired).join('; ')}.\n\n${comparisonText(comparison, screen.outTerminal)}`);
  return assessment;
}

/** Lists what can be repaired. Asks a person at a terminal which one; anybody else is never waited for. */
async function askWhatToFix({ fixes }: Demo, screen: Screen, signal: AbortSignal): Promise<readonly string[]> {
  const list = fixes.map(({ name, says }) => `  launch-ready demo --fix ${name.padEnd(14)} ${says}\n`).join('');
  screen.out(`\nRepair one thing and see it turn green:\n${list}`);
  if (!process.stdin.isTTY || !screen.tellTerminal.live || signal.aborted) return [];
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = (await lines.question('\nRepair which one now? Type its name, or Enter to end: ', { signal })).trim();
    return fixes.some(({ name }) => name === answer) || answer === 'all' ? [answer] : [];
  } catch {
    // Ctrl-C or a closed input: the demo has shown what it had to show.
    return [];
  } finally {
    lines.close();
  }
}

function mailLine({ to, subject, link }: DemoMail): string {
  return `Mail to ${to}: ${subject}${link === undefined ? '' : `\n  ${link}`}\n`;
}

async function keep(demo: Demo, screen: Screen, signal: AbortSignal): Promise<void> {
  screen.out(
    `\nAcme Assist is running at ${demo.url}\nLog in as admin@acme.example with the password "correct horse battery". Mail that the app sends is shown here. Ctrl-C ends it.\n`,
  );
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
