import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compose } from '../../compose.ts';
import type { Assessment } from '../../model/assessment.ts';
import { UsageError } from '../../model/errors.ts';
import type { Intent } from '../../model/intent.ts';
import { STAGES, type Stage } from '../../model/terms.ts';
import { domainMapText } from '../../reporters/domain-map.ts';
import { edgeBaselineText } from '../../reporters/edge-baseline.ts';
import { json } from '../../reporters/json.ts';
import { terminal } from '../../reporters/terminal.ts';
import { valueOf, type Args } from './args.ts';
import { exitCodeAgainst, exitCodeOf, exitCodeOfPart } from './gate.ts';
import { progressView } from './progress-view.ts';
import { DEFAULT_FORMATS, formatsOf, writeReports } from './report-files.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';
import { quote } from '../../model/text.ts';

const MOST_BUDGET_S = 3600;

/** `launch-ready [audit] [target]`: look, judge, decide, write the documents. */
export const auditVerb: VerbRunner = async ({ args, screen, signal }) => {
  const formats = formatsOf(valueOf(args, 'format') ?? DEFAULT_FORMATS);
  const selection = selectionOf(args.values.get('only') ?? []);
  const budgetMs = budgetOf(valueOf(args, 'budget'));
  const deps = compose({ folder: process.cwd(), env: process.env });
  const view = progressView(screen, args.flags.has('quiet'));
  const replayed = valueOf(args, 'replay');
  const baseline = valueOf(args, 'baseline');
  const before = baseline === undefined ? undefined : (await deps.store.load(baseline)).assessment;
  let assessment: Assessment;
  if (replayed !== undefined && valueOf(args, 'profile') !== undefined)
    throw new UsageError('--replay judges by the profile of the recorded run; leave --profile out');
  if (replayed !== undefined) {
    const { replay } = await import('../../verbs/replay.ts');
    assessment = replay(await deps.store.load(replayed), deps, selection);
  } else {
    const { audit } = await import('../../verbs/audit.ts');
    const intent = await intentOf(args, signal);
    ({ assessment } = await audit({ intent, selection, signal, onEvent: view.event, ...(budgetMs !== undefined && { budgetMs }) }, deps));
    view.done();
  }
  const written = await writeReports({ assessment, formats, folder: valueOf(args, 'out') ?? join('.launch-ready', 'report'), deps, screen });
  show(assessment, args, screen, written.files);
  if (args.flags.has('github')) await annotate(assessment, screen);
  // A document that was asked for and is not there must not look like success to the script that asked.
  if (!written.whole && (args.values.has('out') || args.values.has('format'))) return 2;
  if (before !== undefined) return exitCodeAgainst(assessment, before);
  return args.values.has('only') ? exitCodeOfPart(assessment) : exitCodeOf(assessment);
};

/** stdout carries exactly one thing: the JSON document, or the report for people. */
function show(assessment: Assessment, args: Args, screen: Screen, written: readonly string[]): void {
  if (args.flags.has('edge') && !args.flags.has('json')) return screen.out(edgeBaselineText(assessment, screen.outTerminal));
  if (args.flags.has('map') && !args.flags.has('json')) return screen.out(domainMapText(assessment, screen.outTerminal));
  const report = written.find((file) => file.endsWith('.html')) ?? written[0];
  const next = nextStep(assessment);
  const extra = { ...(report !== undefined && { report }), next };
  if (!args.flags.has('json')) return screen.out(terminal(assessment, { ...screen.outTerminal, ...extra }));
  screen.out(json(assessment));
  if (!args.flags.has('quiet')) screen.tell(terminal(assessment, { ...screen.tellTerminal, ...extra }));
}

/** For a GitHub workflow: annotations on stderr, where a JSON document on stdout stays whole, and the step summary in the file GitHub names. */
async function annotate(assessment: Assessment, screen: Screen): Promise<void> {
  const { githubAnnotations, stepSummary } = await import('../../reporters/github.ts');
  screen.tell(githubAnnotations(assessment));
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (file === undefined || file === '') return;
  await appendFile(file, stepSummary(assessment)).catch(() => screen.tell(`the step summary could not be written: GITHUB_STEP_SUMMARY names ${file}\n`));
}

function nextStep({ findings, questions, target }: Assessment): string {
  if (target.configFile === null) return 'launch-ready init (answers the open questions once, for every later run)';
  if (questions.length > 0) return `answer the ${questions.length === 1 ? 'question' : 'questions'} above in ${target.configFile}, then run launch-ready again`;
  const [first] = findings;
  return first ? `launch-ready explain ${first.check}:${first.problem}` : 'launch-ready compare previous latest';
}

/** The config's intent with what the command line adds to it. */
async function intentOf(args: Args, signal: AbortSignal): Promise<Intent> {
  if (args.operands.length > 1) throw new UsageError(`one address at a time; got ${args.operands.join(' and ')}`);
  const [target] = args.operands;
  const [file, profile, environment, repo] = ['config', 'profile', 'environment', 'repo'].map((name) => valueOf(args, name));
  const { loadIntent } = await import('../../verbs/load-config.ts');
  const { repository, ...loaded } = await loadIntent({
    cwd: process.cwd(),
    signal,
    ...(target !== undefined && { target }),
    ...(file !== undefined && { file }),
    ...(profile !== undefined && { profile }),
    ...(environment !== undefined && { environment }),
    ...(repo !== undefined && { repo }),
  });
  const reads = repository !== undefined && !args.flags.has('no-repo');
  return { ...loaded, active: loaded.active || args.flags.has('active'), ...(reads && { repository }) };
}

function selectionOf(only: readonly string[]): { checks?: string[]; stages?: Stage[] } {
  if (only.length === 0) return {};
  const stages = only.filter((name): name is Stage => (STAGES as readonly string[]).includes(name));
  const checks = only.filter((name) => !(STAGES as readonly string[]).includes(name));
  if (stages.length > 0 && checks.length > 0) throw new UsageError('--only takes areas or checks, not both at once');
  return checks.length > 0 ? { checks } : { stages };
}

function budgetOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= MOST_BUDGET_S)) throw new UsageError(`--budget takes seconds, 1 to ${MOST_BUDGET_S}; got "${quote(text, 20)}"`);
  return seconds * 1000;
}
