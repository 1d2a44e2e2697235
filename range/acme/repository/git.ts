import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const run = promisify(execFile);

/** One commit as data. `files`: text to write, or `null` to delete. */
export interface Commit {
  readonly message: string;
  readonly files: Readonly<Record<string, string | null>>;
  /** Symbolic links of this commit: path to target. */
  readonly links?: Readonly<Record<string, string>>;
  /** Index of the parent commit; default: the one before. */
  readonly parent?: number;
  /** Index of a second parent: makes it a merge. */
  readonly merges?: number;
  readonly author?: string;
}

const FIRST_COMMIT_AT = 1_790_000_000;
const HOURS_20 = 72_000;

/** Nothing of the machine's or the user's git configuration reaches the fixture. */
const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  TZ: 'UTC',
});

/** Runs git in `folder` with a clean environment; returns its standard output. Rejects with its message when it fails. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  return (await run('git', args, { cwd: folder, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024 })).stdout;
}

const CONFIG = '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n';

/** What `git init` makes, without starting a process. */
export async function initRepository(folder: string): Promise<void> {
  await mkdir(join(folder, '.git', 'objects'), { recursive: true });
  await mkdir(join(folder, '.git', 'refs', 'heads'), { recursive: true });
  await writeFile(join(folder, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(folder, '.git', 'config'), CONFIG);
}

/** Makes a repository at `folder` with exactly these commits on `main`, checked out. Same commits, same ids (oldest first). */
export async function buildHistory(folder: string, commits: readonly Commit[]): Promise<readonly string[]> {
  await initRepository(folder);
  const marks = join(folder, '.git', 'marks');
  await importCommits(folder, commits, marks);
  await git(folder, 'reset', '--quiet', '--hard', 'main');
  const lines = (await readFile(marks, 'utf8')).split('\n');
  await rm(marks);
  const ids = new Map(lines.map((line) => [line.split(' ')[0], line.split(' ')[1]]));
  return commits.map((_, index) => ids.get(`:${index + 1}`) ?? '');
}

async function importCommits(folder: string, commits: readonly Commit[], marks: string): Promise<void> {
  const stream = commits.map(commitText).join('');
  const child = spawn('git', ['fast-import', '--quiet', '--force', `--export-marks=${marks}`], {
    cwd: folder,
    env: cleanEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(`${stream}done\n`);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${said}`);
}

function commitText(commit: Commit, index: number): string {
  const author = `${commit.author ?? 'Ada Founder'} <ada@acme.example> ${FIRST_COMMIT_AT + index * HOURS_20} +0000`;
  const parent = index === 0 ? '' : `from :${(commit.parent ?? index - 1) + 1}\n`;
  const merges = commit.merges === undefined ? '' : `merge :${commit.merges + 1}\n`;
  const head = `commit refs/heads/main\nmark :${index + 1}\nauthor ${author}\ncommitter ${author}\n${data(commit.message)}${parent}${merges}`;
  const files = Object.entries(commit.files).map(([path, text]) =>
    text === null ? `D ${JSON.stringify(path)}\n` : `M ${text.startsWith('#!') ? 100755 : 100644} inline ${JSON.stringify(path)}\n${data(text)}`,
  );
  const links = Object.entries(commit.links ?? {}).map(([path, target]) => `M 120000 inline ${JSON.stringify(path)}\n${data(target)}`);
  return [head, ...files, ...links, '\n'].join('');
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
