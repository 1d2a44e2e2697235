import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A git repository as data: commits in order, each with the files it writes (`null` removes one). */
export interface RepositorySpec {
  readonly commits: readonly {
    readonly message: string;
    readonly files: Readonly<Record<string, string | Uint8Array | null>>;
  }[];
  /** written after the last commit and not added */
  readonly untracked?: Readonly<Record<string, string | Uint8Array>>;
  /** symbolic links made after the last commit: path → target */
  readonly links?: Readonly<Record<string, string>>;
  /** `none`: a folder without git; `shallow`: only the last commit's history */
  readonly git?: 'full' | 'shallow' | 'none';
}

const run = promisify(execFile);
const STILL = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_AUTHOR_NAME: 'Range', GIT_AUTHOR_EMAIL: 'range@acme.example' };

/** Writes the repository into a new temporary folder. */
export async function buildRepository(spec: RepositorySpec): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'range-repository-'));
  const path = join(folder, 'work');
  await mkdir(path);
  const git = (...args: string[]): Promise<unknown> =>
    run('git', args, { cwd: path, env: { ...process.env, ...STILL, GIT_COMMITTER_NAME: 'Range', GIT_COMMITTER_EMAIL: 'range@acme.example' } });
  const kind = spec.git ?? 'full';
  if (kind !== 'none') await git('init', '-q', '-b', 'main');
  for (const { message, files } of spec.commits) {
    await write(path, files);
    if (kind === 'none') continue;
    await git('add', '-A', '-f');
    await git('commit', '-q', '--allow-empty', '-m', message);
  }
  const tree = kind === 'shallow' ? join(folder, 'shallow') : path;
  if (kind === 'shallow') await git('clone', '-q', '--depth', '1', `file://${path}`, tree);
  await write(tree, spec.untracked ?? {});
  for (const [at, target] of Object.entries(spec.links ?? {})) await symlink(target, join(tree, at));
  return { path: tree, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function write(path: string, files: Readonly<Record<string, string | Uint8Array | null>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(path, name);
    if (content === null) {
      await rm(file, { force: true });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}
