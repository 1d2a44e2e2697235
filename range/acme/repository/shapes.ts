import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AcmeRepository, faultyRepository, type RepositoryShape } from '../repository.ts';
import { git, initRepository } from './git.ts';

const HUGE_TRACKED = 20 * 1024 * 1024;
const HUGE_SPARSE = 3 * 1024 ** 3;

/** A faulty repository of which something is missing or too much. `planted` says what is in the full one. */
export async function buildShapedRepository(shape: RepositoryShape): Promise<AcmeRepository> {
  const repository = await faultyRepository();
  if (shape === 'shallow') return shallowCloneOf(repository);
  await SHAPE_IT[shape](repository);
  return shape === 'no-git' || shape === 'empty' ? { ...repository, commits: [] } : repository;
}

const dotGit = ({ path }: AcmeRepository): string => join(path, '.git');

const SHAPE_IT: Readonly<Record<Exclude<RepositoryShape, 'shallow'>, (repository: AcmeRepository) => Promise<void>>> = {
  'no-git': (repository) => rm(dotGit(repository), { recursive: true }),
  async empty(repository) {
    await rm(dotGit(repository), { recursive: true });
    await initRepository(repository.path);
  },
  async 'huge-file'({ path }) {
    await writeFile(join(path, 'dump.sql'), Buffer.alloc(HUGE_TRACKED, 'insert into lines values (1);\n'));
    await git(path, '-c', 'core.looseCompression=1', 'add', 'dump.sql');
    await git(path, '-c', 'user.name=Ada', '-c', 'user.email=ada@acme.example', 'commit', '--quiet', '-m', 'Add the dump');
    await writeFile(join(path, 'core.dump'), '');
    await truncate(join(path, 'core.dump'), HUGE_SPARSE);
  },
  async 'missing-blob'({ path, commits }) {
    const blob = (await git(path, 'rev-parse', `${commits[1]}:components/chat.tsx`)).trim();
    await rm(join(path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
  },
};

async function shallowCloneOf(full: AcmeRepository): Promise<AcmeRepository> {
  const path = await mkdtemp(join(tmpdir(), 'acme-shallow-'));
  await git(path, 'clone', '--quiet', '--depth=1', '--template=', pathToFileURL(full.path).href, '.');
  await full.remove();
  return { ...full, path, commits: full.commits.slice(-1), remove: () => rm(path, { recursive: true, force: true }) };
}
