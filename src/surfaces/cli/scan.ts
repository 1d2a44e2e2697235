import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { composeLocal } from '../../compose-local.ts';
import { UsageError } from '../../model/errors.ts';
import { count } from '../../model/message.ts';
import type { SecretScan } from '../../model/secret-scan.ts';
import { canonicalJson } from '../../reporters/json.ts';
import type { Deps } from '../../verbs/deps.ts';
import { scan, type ScanOptions } from '../../verbs/scan.ts';
import { type Baseline, BASELINE_FILE, baselineOf, readBaseline } from '../../verbs/scan/baseline.ts';
import { valueOf, type Args } from './args.ts';
import { ownRulesOf } from '../../verbs/scan/own-rules.ts';
import type { VerbRunner } from './run.ts';
import type { Screen } from './screen.ts';
import { quote } from '../../model/text.ts';

const MOST_BASELINE_BYTES = 20_000_000;
const FORMATS = ['terminal', 'json', 'sarif', 'github'];
const BUDGET_S = 600;
const MOST_BUDGET_S = 86_400;
const REDRAW_MS = 100;

/** `launch-ready scan`: exit code 1 when a sure secret was found that nothing accepts, 3 when none was but not everything could be scanned. */
export const scanVerb: VerbRunner = async ({ args, screen, signal }) => {
  const format = valueOf(args, 'format') ?? 'terminal';
  if (!FORMATS.includes(format)) throw new UsageError(`--format: there is no format "${quote(format, 40)}"; there are ${FORMATS.join(', ')}`);
  const deps = composeLocal(process.env);
  const where = await placesOf(args);
  if (args.flags.has('install-hook')) return install(where.folder, deps, screen, signal);
  const writes = args.flags.has('write-baseline');
  if (writes && (where.staged || where.since !== undefined || where.files || args.flags.has('stdin')))
    throw new UsageError('a baseline is written of all files, and with --history of what was ever committed; leave the other options out');
  const file = valueOf(args, 'baseline') ?? join(where.folder, BASELINE_FILE);
  const baseline = writes ? undefined : await baselineIn(file, args.values.has('baseline'));
  const view = progress(screen, args);
  const own = await ownRulesOf(where.folder, where.folder === process.cwd(), signal);
  const result = await scan(
    { ...where, own, ...(baseline && { baseline: { file: shown(file), value: baseline } }), budgetMs: budgetOf(args), onProgress: view.draw, signal },
    deps,
  );
  view.clear();
  if (writes) return writeBaseline(file, result, where.history === true, deps, screen);
  await print(result, format, args, screen);
  if (result.findings.some(({ level }) => level === 'blocker')) return 1;
  return result.notScanned.length > 0 ? 3 : 0;
};

type Places = Pick<ScanOptions, 'folder' | 'staged' | 'history' | 'unreachable' | 'since' | 'files' | 'stdin' | 'index'>;

/** What the command line names: one folder, or files, or what is piped in. */
async function placesOf(args: Args): Promise<Places> {
  const since = valueOf(args, 'since');
  const asked = ['staged', 'stdin'].filter((name) => args.flags.has(name));
  const whole = [...['history', 'unreachable'].filter((name) => args.flags.has(name)), ...(since === undefined ? [] : ['since'])];
  const [first, second] = [...asked, ...whole];
  if ((asked.length > 0 && second !== undefined) || (since !== undefined && whole.length > 1))
    throw new UsageError(`--${first} and --${second} are two different scans; run one after the other`);
  const facts = await Promise.all(args.operands.map(async (name) => ({ name, path: resolve(name), facts: await stat(name).catch(() => undefined) })));
  const missing = facts.find((one) => one.facts === undefined);
  if (missing) throw new UsageError(`${quote(missing.name, 200)} is not there`);
  const folders = facts.filter((one) => one.facts?.isDirectory());
  if (folders.length > 0 && facts.length > 1) throw new UsageError('one folder at a time, or files; got several');
  const [folder] = folders;
  if (facts.length > 0 && !folder && first !== undefined)
    throw new UsageError(`--${first} looks at a repository or a stream, not at single files; leave one of them out`);
  const { GIT_INDEX_FILE: index } = process.env;
  return {
    folder: folder?.path ?? process.cwd(),
    staged: args.flags.has('staged'),
    history: args.flags.has('history'),
    unreachable: args.flags.has('unreachable'),
    ...(since !== undefined && { since }),
    ...(facts.length > 0 && !folder && { files: facts.map(({ name, path }) => ({ name, path })) }),
    ...(args.flags.has('stdin') && { stdin: process.stdin }),
    // Set by git for its hooks: `git commit -a` stages into an index of its own.
    ...(args.flags.has('staged') && index !== undefined && index !== '' && { index }),
  };
}

function budgetOf(args: Args): number {
  const text = valueOf(args, 'budget');
  const seconds = Number(text ?? BUDGET_S);
  if (!(seconds > 0 && seconds <= MOST_BUDGET_S)) throw new UsageError(`--budget takes seconds, 1 to ${MOST_BUDGET_S}; got "${quote(String(text), 20)}"`);
  return seconds * 1000;
}

async function print(result: SecretScan, format: string, args: Args, screen: Screen): Promise<void> {
  if (format === 'json') return screen.out(canonicalJson(result));
  if (format === 'sarif') return screen.out((await import('../../reporters/scan/scan-sarif.ts')).scanSarif(result));
  if (format === 'github') return screen.out((await import('../../reporters/scan/scan-github.ts')).scanGithub(result));
  // A hook that has nothing to say stays silent.
  if (args.flags.has('quiet') && result.findings.length + result.notScanned.length === 0) return;
  screen.out((await import('../../reporters/scan/scan-text.ts')).scanText(result, screen.outTerminal));
}

async function baselineIn(file: string, mustBe: boolean): Promise<Baseline | undefined> {
  const facts = await stat(file).catch(() => undefined);
  if (facts === undefined && !mustBe) return undefined;
  if (!facts?.isFile() || facts.size > MOST_BASELINE_BYTES)
    throw new UsageError(`${shown(file)} is not a baseline file; launch-ready scan --write-baseline makes one`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new UsageError(`${shown(file)} is not valid JSON; write it again: launch-ready scan --write-baseline`);
  }
  return readBaseline(value, shown(file));
}

async function writeBaseline(file: string, result: SecretScan, isWhole: boolean, deps: Pick<Deps, 'openLocal' | 'writeFile'>, screen: Screen): Promise<number> {
  if (result.interrupted) throw new UsageError('the scan was interrupted, so no baseline was written');
  // One that cannot be read is replaced: that is how it is repaired.
  const before = isWhole ? undefined : await baselineIn(file, false).catch(() => undefined);
  const baseline = baselineOf(result.findings, before);
  await deps.writeFile(file, canonicalJson(baseline));
  const sure = result.findings.filter(({ level }) => level === 'blocker').length;
  screen.out(
    `${shown(file)}: ${count(baseline.accepted.length, 'finding')} ${baseline.accepted.length === 1 ? 'is' : 'are'} accepted from now on${sure > 0 ? `, ${sure} of them sure secrets: replace them all the same, an audit goes on naming them` : ''}. It holds no value; commit it.\n`,
  );
  return 0;
}

async function install(folder: string, deps: Pick<Deps, 'openLocal' | 'writeFile'>, screen: Screen, signal: AbortSignal): Promise<number> {
  const { installHook } = await import('../../verbs/scan/install-hook.ts');
  const { file, renewed } = await installHook(folder, deps, signal);
  screen.out(`${shown(file)} ${renewed ? 'renewed' : 'written'}: every commit is scanned before it is made. To commit all the same: git commit --no-verify\n`);
  return 0;
}

const shown = (file: string): string => (isAbsolute(file) && file.startsWith(join(process.cwd(), '/')) ? file.slice(process.cwd().length + 1) : file);

/** A line on stderr while a long history is read. */
function progress(screen: Screen, args: Args): { readonly draw: (done: number, of: number) => void; readonly clear: () => void } {
  let at = 0;
  const isLive = screen.tellTerminal.live && !args.flags.has('quiet');
  return {
    draw(done, of) {
      if (!isLive || performance.now() - at < REDRAW_MS) return;
      at = performance.now();
      screen.tell(`\r${done} of ${of} versions\u001b[K`);
    },
    clear: () => (at > 0 ? screen.tell('\r\u001b[K') : undefined),
  };
}
