/* What a git repository holds beyond its working tree: every content of every commit, what is staged, what only stashes or nobody reaches. */
import { Buffer } from 'node:buffer';
import { withoutKeys } from '../model/text.ts';
import { CouldNotLook } from '../ports/probe.ts';
import type { RunningProcess } from '../ports/io.ts';
import { readBytes } from './byte-reader.ts';
import { gitOutput, isShallow, listTracked, mustGit, startGit, type GitInput, type GitIo, type Repository } from './git.ts';
import type { BlobName } from './git-objects.ts';

/** End of the year 9999: a hostile commit may carry any date. */
const LAST_SECOND = 253_402_300_799;
const MOST_STASHES = 1000;

export interface Introduction {
  readonly commit: string;
  /** ISO instant of the commit's date as git recorded it; nobody vouches for it. */
  readonly at: string;
  readonly path: string;
  /** Larger is older. */
  readonly age: number;
}
export interface History {
  readonly blobs: readonly BlobName[];
  /** Ids of contents that are named but not here (partial clone, damage). */
  readonly missing: readonly string[];
  readonly shallow: boolean;
}

/** Every different file content that any branch, tag, stash or HEAD reaches, newest commit first, each with one of its paths. Asked once per run. */
export function listBlobs(io: GitIo, repository: Repository, signal: AbortSignal): Promise<History> {
  return io.shared('repository/history', async () => {
    const [walked, shallow] = await Promise.all([walkHistory(io, repository, signal), isShallow(io, repository, signal)]);
    return { ...walked, shallow };
  });
}

/** Commits of all stash entries: a ref names only the newest, the others stand in its log. Asked once per run. */
function listStashes(io: GitIo, repository: Repository, signal: AbortSignal): Promise<string> {
  return io.shared('repository/stashes', async () => {
    const ids = await gitOutput(io, repository, ['rev-list', '-g', `--max-count=${MOST_STASHES}`, 'refs/stash', '--'], signal);
    return ids?.toString('latin1') ?? '';
  });
}

async function walkHistory(io: GitIo, repository: Repository, signal: AbortSignal): Promise<Pick<History, 'blobs' | 'missing'>> {
  const stashes = Buffer.from(await listStashes(io, repository, signal));
  const below = repository.prefix ? ['--full-history', '--sparse', '--', '.'] : [];
  const args = ['rev-list', '--objects', '--all', '--stdin', '--missing=print'];
  const filter = ['--filter=object:type=blob', '--filter-provided-objects'];
  const quick = await collect(await startGit(io, repository, [...args, ...filter, ...below], signal, stashes), repository, true, signal);
  // Git before 2.32 has no such filter: then commits and folders are in the list, and are told apart when they are read.
  const found = quick ?? (await collect(await startGit(io, repository, [...args, ...below], signal, stashes), repository, false, signal));
  if (!found) throw new CouldNotLook('malformed', 'git could not walk the history: the repository may be damaged');
  return found;
}

async function collect(
  walk: RunningProcess,
  repository: Repository,
  onlyBlobs: boolean,
  signal: AbortSignal,
): Promise<Pick<History, 'blobs' | 'missing'> | undefined> {
  const blobs: BlobName[] = [];
  const missing: string[] = [];
  const lines = readBytes(walk.stdout);
  for (let line = await lines.line(); line !== undefined; line = await lines.line()) {
    if (line.startsWith('?')) {
      missing.push(line.slice(1));
      continue;
    }
    // A content that a tag names directly has no path; neither has a commit.
    const [id = ''] = line.split(' ', 1);
    const path = line.slice(id.length + 1);
    if (onlyBlobs || path !== '') blobs.push({ id, path: shownPath(repository, path) });
  }
  signal.throwIfAborted();
  return (await walk.result).code === 0 ? { blobs, missing } : undefined;
}

/** Contents that lie in the repository but that nothing reaches: what was amended, rebased away or dropped, until git tidies up. */
export async function listUnreachable(io: GitIo, repository: Repository, reached: ReadonlySet<string>, signal: AbortSignal): Promise<BlobName[]> {
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--batch-check=%(objectname) %(objecttype)'];
  const running = await startGit(io, repository, args, signal);
  const lines = readBytes(running.stdout);
  const blobs: BlobName[] = [];
  for (let line = await lines.line(); line !== undefined; line = await lines.line()) {
    const [id = '', type] = line.split(' ');
    if (type === 'blob' && !reached.has(id)) blobs.push({ id, path: '' });
  }
  signal.throwIfAborted();
  if ((await running.result).code !== 0) throw new CouldNotLook('malformed', 'git could not list its objects: the repository may be damaged');
  return blobs;
}

/** Nothing is opened by it any more, it is only told and kept. */
function shownPath(repository: Repository, path: string): string {
  return withoutKeys(inside(repository, path));
}

function inside({ prefix }: Repository, path: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

const RAW_LOG = [
  '--raw',
  '--no-abbrev',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--no-show-signature',
  '--no-mailmap',
  '--no-notes',
  '--no-decorate',
];

/** Of a merge: what differs from any of its parents, or only what differs from all of them and so is new in it. The second takes half the time. */
type Merges = '-m' | '-c';

/** What each commit brought in, from new to old, merges looked into: `commits` narrows it (`--all`, `^main`, `--since=…`). */
async function* walkChanges(
  io: GitIo,
  repository: Repository,
  [merges, ...commits]: readonly [Merges, ...string[]],
  signal: AbortSignal,
  input?: GitInput,
): AsyncGenerator<{ readonly id: string; readonly by: Introduction }> {
  const args = ['log', '--topo-order', merges, ...RAW_LOG, '--format=%x01%H %ct', ...commits];
  const running = await startGit(io, repository, args, signal, input);
  const reader = readBytes(running.stdout);
  let commit = '';
  let at = '';
  let age = 0;
  for (let line = await reader.line(); line !== undefined; line = await reader.line()) {
    if (line.startsWith('\u0001')) {
      const [id = '', seconds] = line.slice(1).split(' ');
      commit = id;
      age++;
      at = new Date(Math.min(Math.max(Number(seconds) || 0, 0), LAST_SECOND) * 1000).toISOString();
      continue;
    }
    const tab = line.indexOf('\t');
    // A mode for each parent and one for the commit, the ids alike, and what happened.
    const fields = line.slice(0, Math.max(0, tab)).split(' ');
    const parents = (fields.length - 3) / 2;
    const mode = fields[parents] ?? '';
    const id = fields[parents * 2 + 1];
    if (id !== undefined && mode.startsWith('1') && mode !== '160000') yield { id, by: { commit, at, path: shownPath(repository, line.slice(tab + 1)), age } };
  }
  signal.throwIfAborted();
  if ((await running.result).code !== 0) throw new CouldNotLook('malformed', 'git could not walk the history: the repository may be damaged');
}

/** The oldest commit that brought each of `ids` into the history, with the path there. Merges are looked into. */
export async function findIntroductions(io: GitIo, repository: Repository, ids: ReadonlySet<string>, signal: AbortSignal): Promise<Map<string, Introduction>> {
  const found = new Map<string, Introduction>();
  if (ids.size === 0) return found;
  const stashes = Buffer.from(await listStashes(io, repository, signal));
  // The log runs from new to old: the last one seen is the oldest.
  for await (const { id, by } of walkChanges(io, repository, ['-c', '--all', '--stdin'], signal, stashes)) if (ids.has(id)) found.set(id, by);
  return found;
}

/** The contents that commits after `since` brought in: after a commit (what it does not reach) or a date. */
export async function listBlobsSince(
  io: GitIo,
  repository: Repository,
  since: { readonly commit: string } | { readonly date: string },
  signal: AbortSignal,
): Promise<Map<string, Introduction>> {
  const found = new Map<string, Introduction>();
  // After a commit: what the present branch has beyond it, not what others have.
  const commits = 'commit' in since ? ['HEAD', `^${since.commit}`] : ['--all', `--since=${since.date}`];
  // A merge brings in whatever it takes over, also from commits that say they are older.
  const below = repository.prefix ? ['--', '.'] : [];
  for await (const { id, by } of walkChanges(io, repository, ['-m', ...commits, ...below], signal)) found.set(id, by);
  return found;
}

/** The commit that `text` names, or `undefined`. */
export async function findCommit(io: GitIo, repository: Repository, text: string, signal: AbortSignal): Promise<string | undefined> {
  return (await gitOutput(io, repository, ['rev-parse', '-q', '--verify', '--end-of-options', `${text}^{commit}`], signal))?.toString('latin1').trim();
}

/** The same as long as no ref, no stash and no border of a shallow clone has moved. */
export async function historyState(io: GitIo, repository: Repository, signal: AbortSignal): Promise<string> {
  const [refs, head, stashes, shallow] = await Promise.all([
    mustGit(io, repository, ['for-each-ref', '--format=%(objectname) %(refname)'], signal),
    gitOutput(io, repository, ['rev-parse', '-q', '--verify', 'HEAD'], signal),
    listStashes(io, repository, signal),
    isShallow(io, repository, signal),
  ]);
  return [refs.toString('latin1'), head?.toString('latin1') ?? '', stashes, String(shallow)].join('\n');
}

export interface StagedChange {
  readonly path: string;
  /** Content in HEAD; null for a new file. */
  readonly before: string | null;
  /** Content that is staged; null when the file goes. */
  readonly after: string | null;
}

/** Files below our root whose staged content differs from HEAD. Links and submodules are left out. */
export async function listStaged(io: GitIo, repository: Repository, signal: AbortSignal): Promise<StagedChange[]> {
  const head = await gitOutput(io, repository, ['rev-parse', '-q', '--verify', 'HEAD^{commit}'], signal);
  if (!head) return (await listTracked(io, repository, signal)).flatMap(({ path, id, kind }) => (kind === 'file' ? [{ path, before: null, after: id }] : []));
  const args = ['diff-index', '--cached', '--raw', '-z', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv', 'HEAD'];
  const fields = (await mustGit(io, repository, args, signal)).toString('utf8').split('\0');
  const changes: StagedChange[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, oldMode = '', newMode = '', oldId = '', newId = ''] = /^:(\d+) (\d+) ([0-9a-f]+) ([0-9a-f]+) /.exec(fields[at] ?? '') ?? [];
    const path = fields[at + 1] ?? '';
    if (!path.startsWith(repository.prefix)) continue;
    const id = (mode: string, one: string): string | null => (mode.startsWith('100') && !/^0+$/.test(one) ? one : null);
    changes.push({ path: inside(repository, path), before: id(oldMode, oldId), after: id(newMode, newId) });
  }
  return changes;
}
