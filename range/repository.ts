import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildHistory, git } from './acme/repository/git.ts';

/** A git repository as data: commits in order, each with the files it writes (`null` removes one). */
export interface RepositorySpec {
  readonly commits: readonly {
    readonly message: string;
    readonly files: Readonly<Record<string, string | null>>;
  }[];
  /** written after the last commit and not added */
  readonly untracked?: Readonly<Record<string, string>>;
  /** symbolic links made after the last commit: path → target */
  readonly links?: Readonly<Record<string, string>>;
  /** `none`: the folder without its history; `shallow`: only the last commit's history */
  readonly git?: 'full' | 'shallow' | 'none';
}

/** Writes the repository into a new temporary folder. */
export async function buildRepository(spec: RepositorySpec): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'range-repository-'));
  const path = join(folder, 'work');
  await mkdir(path);
  await buildHistory(path, spec.commits);
  if (spec.git === 'none') await rm(join(path, '.git'), { recursive: true });
  const tree = spec.git === 'shallow' ? join(folder, 'shallow') : path;
  if (spec.git === 'shallow') await git(folder, 'clone', '-q', '--depth', '1', `file://${path}`, tree);
  for (const [name, content] of Object.entries(spec.untracked ?? {})) {
    const file = join(tree, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  for (const [at, target] of Object.entries(spec.links ?? {})) await symlink(target, join(tree, at));
  return { path: tree, remove: () => rm(folder, { recursive: true, force: true }) };
}
