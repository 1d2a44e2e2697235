import { join } from 'node:path';
import { filesBelow } from '../adapters/io/files.ts';
import { CONFIG_NAMES, gitRoot } from '../adapters/config-file.ts';
import { detect, type Detected, type Snapshot } from '../config/init/detect.ts';
import { printJson, printTs } from '../config/init/print.ts';
import { applyAnswers, initQuestions, type Answers, type InitQuestion } from '../config/init/questions.ts';
import { parseConfig } from '../config/parse.ts';
import { UsageError } from '../model/errors.ts';
import type { Files } from '../ports/io.ts';
import type { KeptStore } from '../ports/store.ts';
import { addIgnoreEntry } from '../store/ignore-entry.ts';
import { writeWhole } from '../store/whole-file.ts';
import { startClock } from './project-clock.ts';

export interface InitRequest {
  /** Absolute path of the project folder. */
  readonly cwd: string;
  /** Write JSON instead of TypeScript. */
  readonly json?: boolean;
  /** Replace a config that is there. */
  readonly force?: boolean;
  /** Answers given on the command line; these are not asked. */
  readonly answers?: Answers;
  /** Today, ISO date. */
  readonly today: string;
  /** Where the project's clock is kept (MISSION A8): it starts now, epoch milliseconds. */
  readonly clock?: { readonly kept: KeptStore; readonly now: number };
  /** Asks a person. Absent where nobody can answer (no terminal): then nothing is asked and what is unknown stays open. */
  readonly ask?: (question: InitQuestion, detected: Detected) => Promise<string>;
}
export interface InitResult {
  readonly file: string;
  readonly detected: Detected;
  /** Questions left open; the audit asks them again. */
  readonly open: readonly InitQuestion[];
  readonly ignoreAdded: boolean;
}

/**
 * Looks at the repository, asks at most six questions, and writes the config.
 * @throws UsageError when a config is there already or the folder cannot be written
 */
export async function init(request: InitRequest): Promise<InitResult> {
  const { cwd, force = false } = request;
  const files = await filesBelow(cwd);
  // A project in a folder that cannot be written gets its clear error below.
  if (request.clock) await startClock(request.clock.kept, request.clock.now).catch(() => undefined);
  const there = (await files.list('')).map((entry) => entry.path).filter((path) => (CONFIG_NAMES as readonly string[]).includes(path));
  const name = request.json ? 'launch-ready.config.json' : 'launch-ready.config.ts';
  const clash = there.find((path) => !force || path !== name);
  if (clash !== undefined)
    throw new UsageError(`${clash} is there already; ${force ? 'remove it first: two configs cannot stand side by side' : '--force replaces it'}`);
  const detected = detect(await snapshotOf(files, cwd));
  const answers = await answered(detected, request);
  const config = applyAnswers(detected, answers, request.today);
  // What is written must load: a config of ours that our own parser refuses would be a defect.
  parseConfig(config, name);
  await writeWhole(join(cwd, name), request.json ? printJson(config) : printTs(config), { replace: force });
  const ignoreAdded = gitRoot(cwd) === undefined ? false : await addIgnoreEntry(cwd, '.launch-ready/');
  return { file: join(cwd, name), detected, open: initQuestions(detected).filter(({ id }) => !answers[id]?.trim()), ignoreAdded };
}

async function answered(detected: Detected, { answers = {}, ask }: InitRequest): Promise<Answers> {
  const given: Partial<Record<InitQuestion['id'], string>> = {};
  for (const question of initQuestions(detected)) {
    const fixed = answers[question.id];
    const fault = fixed === undefined ? undefined : question.fault(fixed);
    if (fault !== undefined) throw new UsageError(`--${question.id}: ${fault}`);
    // Nobody to ask: a default that somebody would have confirmed is taken only where a wrong one does no harm.
    const answer = fixed ?? (ask ? await ask(question, detected) : question.id === 'hosting' ? '' : (question.byDefault ?? ''));
    if (answer.trim() !== '') given[question.id] = answer.trim();
  }
  return given;
}

const SKIP = /^(node_modules|\.git|dist|build|out|coverage|vendor|target|\.next|\.nuxt|\.turbo|\.venv|venv|__pycache__|\.launch-ready)$/;
const READ =
  /^((apps|packages|web|frontend|backend|server|client)\/([\w-]+\/)?)?(package\.json|requirements[\w-]*\.txt|pyproject\.toml|\.env(\.[\w.-]+)?|CNAME|wrangler\.(toml|jsonc?)|nginx[\w.-]*\.conf|Caddyfile)$/;
const MOST_ENTRIES = 5000;
const MOST_DEPTH = 7;
const MOST_BYTES = 200_000;

/** Paths (bounded) and the texts of the few files that tell about the stack. */
async function snapshotOf(files: Files, cwd: string): Promise<Snapshot> {
  const paths: string[] = [];
  const texts: Record<string, string> = {};
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined && paths.length < MOST_ENTRIES; folder = folders.shift()) {
    for (const { path, kind } of await files.list(folder).catch(() => [])) {
      const isFolder = kind === 'directory';
      paths.push(isFolder ? `${path}/` : path);
      const name = path.slice(path.lastIndexOf('/') + 1);
      if (isFolder && !SKIP.test(name) && path.split('/').length < MOST_DEPTH) folders.push(path);
      if (kind === 'file' && READ.test(path)) texts[path] = await textOf(files, path);
    }
  }
  return { folderName: cwd.split(/[\\/]/).at(-1) ?? 'project', paths: paths.sort(), texts };
}

async function textOf(files: Files, path: string): Promise<string> {
  const read = await files.read(path, MOST_BYTES).catch(() => undefined);
  return read === undefined ? '' : new TextDecoder().decode(read.bytes);
}
