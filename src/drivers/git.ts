/*
 * Git over a repository that may be hostile. Its `.git/config`, attributes and hooks are read by git whatever we do, so every setting
 * that can start a program is overruled on the command line, and only plumbing that needs none of them is used:
 *
 *   core.fsmonitor, hooks (core.hooksPath) ........ -c
 *   core.pager, pager.* ............................ --no-pager, output is a pipe
 *   diff.external, diff.*.command, diff.*.textconv . --no-ext-diff --no-textconv, and only `--raw` differences, which read no contents
 *   filter.*.clean/smudge/process, ident, eol ...... run when git compares or converts a working file; no command of ours does (no status, diff, add,
 *                                                    checkout, `cat-file --filters`): working files are read and hashed by us
 *   gpg.program, log.showSignature ................. -c, --no-show-signature
 *   core.sshCommand, core.gitProxy, credential.*, remote.*.uploadpack, remote.*.vcs, ext:: and file:: transports, core.askPass
 *                                                .. only on contact with a remote: GIT_NO_LAZY_FETCH, GIT_ALLOW_PROTOCOL=none, GIT_TERMINAL_PROMPT=0
 *   core.alternateRefsCommand ...................... --alternate-refs only; -c all the same
 *   core.editor, sequence.editor, merge.*.driver, mergetool.*, difftool.*, trailer.*.command, tar.*.command, sendemail.*, submodule.*.update
 *                                                .. commands that are never run here
 *   alias.* ........................................ cannot replace built-in commands
 *   uploadpack.packObjectsHook, trace2.* ........... read from system and user configuration only, and those are off
 *   core.worktree .................................. --work-tree, so that no listing leaves the repository
 *   refs/replace, info/grafts ...................... --no-replace-objects: they could hide contents from us
 */
import { Buffer } from 'node:buffer';
import { CouldNotLook } from '../ports/probe.ts';
import type { Io, RunningProcess } from '../ports/io.ts';
import { readBytes } from './byte-reader.ts';

const SETTINGS = [
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.attributesFile=/dev/null',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.alternateRefsCommand=false',
  'core.quotePath=false',
  'credential.helper=',
  'diff.external=',
  'diff.ignoreSubmodules=none',
  'diff.orderFile=/dev/null',
  'log.showSignature=false',
  'log.showRoot=true',
  'gpg.program=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'safe.directory=*',
];
/** End of the year 9999: a hostile commit may carry any date. */
const LAST_SECOND = 253_402_300_799;
const ENVIRONMENT: Readonly<Record<string, string>> = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  LC_ALL: 'C',
};

/** How git is pointed at the repository, and what part of it is ours when it begins in a folder above. */
export interface Repository {
  /** Arguments before the command. */
  readonly at: readonly string[];
  /** Path of our root inside the repository with a final `/`, or empty. */
  readonly prefix: string;
}
export interface TrackedFile {
  readonly path: string;
  readonly id: string;
  readonly kind: 'file' | 'link' | 'submodule';
}
export interface BlobName {
  readonly id: string;
  readonly path: string;
  readonly bytes: number;
}
export interface Introduction {
  readonly commit: string;
  /** ISO instant of the commit's author date as git recorded it; nobody vouches for it. */
  readonly at: string;
  readonly path: string;
  /** Larger is older. */
  readonly age: number;
}

async function start(io: Io, before: readonly string[], args: readonly string[], signal: AbortSignal, input?: Uint8Array): Promise<RunningProcess> {
  if (!io.processes) throw new CouldNotLook('missing-tool', 'This run may not start programs, so git could not be asked');
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  try {
    return await io.processes.run(
      'git',
      ['--no-pager', '--no-replace-objects', ...settings, ...before, ...args],
      { env: ENVIRONMENT, ...(input && { input }) },
      signal,
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') throw new CouldNotLook('missing-tool', 'git is not installed here');
    throw error;
  }
}

/** Runs git to its end. @returns what it wrote, or `undefined` when it failed */
async function output(io: Io, before: readonly string[], args: readonly string[], signal: AbortSignal, input?: Uint8Array): Promise<Buffer | undefined> {
  const running = await start(io, before, args, signal, input);
  const chunks: Uint8Array[] = [];
  for await (const chunk of running.stdout) chunks.push(chunk);
  signal.throwIfAborted();
  return (await running.result).code === 0 ? Buffer.concat(chunks) : undefined;
}

async function must(io: Io, { at }: Repository, args: readonly string[], signal: AbortSignal): Promise<Buffer> {
  const bytes = await output(io, at, args, signal);
  if (!bytes) throw new CouldNotLook('malformed', `git ${args[0] ?? ''} failed: the repository may be damaged`);
  return bytes;
}

/** The repository that holds the root of `io.files`, or `undefined` when there is none. Throws `CouldNotLook` when git is missing. */
export async function findRepository(io: Io, signal: AbortSignal): Promise<Repository | undefined> {
  const here = (await io.files?.stat('.git')) !== undefined;
  const at = here ? ['--git-dir=.git', '--work-tree=.'] : [];
  const found = await output(io, at, ['rev-parse', '--is-inside-work-tree', '--show-prefix'], signal);
  if (!found) {
    if (here) throw new CouldNotLook('malformed', 'There is a .git here, but git cannot read it');
    return undefined;
  }
  const [inside, prefix = ''] = found.toString('utf8').split('\n');
  return inside === 'true' ? { at, prefix } : undefined;
}

/** Commit that HEAD names (`undefined` before the first commit), and the branch it is on (`undefined` when detached). */
export async function readHead(io: Io, repository: Repository, signal: AbortSignal): Promise<{ commit: string | undefined; branch: string | undefined }> {
  const commit = (await output(io, repository.at, ['rev-parse', '-q', '--verify', 'HEAD^{commit}'], signal))?.toString('latin1').trim();
  const branch = (await output(io, repository.at, ['symbolic-ref', '-q', '--short', 'HEAD'], signal))?.toString('utf8').trim();
  return { commit, branch };
}

export async function isShallow(io: Io, repository: Repository, signal: AbortSignal): Promise<boolean> {
  return (await must(io, repository, ['rev-parse', '--is-shallow-repository'], signal)).toString('latin1').trim() === 'true';
}

/** Number of commits that any branch or tag reaches. */
export async function countCommits(io: Io, repository: Repository, signal: AbortSignal): Promise<number> {
  return Number((await must(io, repository, ['rev-list', '--all', '--count'], signal)).toString('latin1'));
}

/** True when the index differs from HEAD. Reads no working file. */
export async function hasStagedChanges(io: Io, repository: Repository, signal: AbortSignal): Promise<boolean> {
  return (await must(io, repository, ['diff-index', '--cached', '--raw', '--no-ext-diff', '--no-textconv', '--no-renames', 'HEAD'], signal)).length > 0;
}

/** The files of the index below our root. */
export async function listTracked(io: Io, repository: Repository, signal: AbortSignal): Promise<TrackedFile[]> {
  const text = (await must(io, repository, ['ls-files', '-s', '-z'], signal)).toString('utf8');
  return text.split('\0').flatMap((line) => {
    const match = /^(\d{6}) ([0-9a-f]{40,64}) \d\t([^]+)$/.exec(line);
    if (!match?.[1] || !match[2] || !match[3]) return [];
    const kind = match[1] === '120000' ? 'link' : match[1] === '160000' ? 'submodule' : 'file';
    return [{ path: match[3], id: match[2], kind }];
  });
}

/** Paths below our root that are neither tracked nor ignored; a folder with its own repository ends in `/`. */
export async function listUntracked(io: Io, repository: Repository, signal: AbortSignal): Promise<string[]> {
  const text = (await must(io, repository, ['ls-files', '-o', '--exclude-standard', '-z'], signal)).toString('utf8');
  return text.split('\0').filter((path) => path !== '');
}

/** Which of `paths` the ignore files keep out of the repository; paths need not exist. */
export async function listIgnored(io: Io, repository: Repository, paths: readonly string[], signal: AbortSignal): Promise<string[]> {
  const running = await start(io, repository.at, ['check-ignore', '--no-index', '-z', '--stdin'], signal, Buffer.from(`${paths.join('\0')}\0`));
  const chunks: Uint8Array[] = [];
  for await (const chunk of running.stdout) chunks.push(chunk);
  const { code } = await running.result;
  if (code !== 0 && code !== 1) throw new CouldNotLook('malformed', 'git check-ignore failed');
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
}

export interface History {
  readonly blobs: readonly BlobName[];
  /** Contents that are named but not here (partial clone, damage). */
  readonly missing: number;
  readonly shallow: boolean;
}

/** Every different file content that any branch, tag, stash or HEAD reaches, newest commit first, each with one of its paths. Asked once per run. */
export function listBlobs(io: Io, repository: Repository, signal: AbortSignal): Promise<History> {
  return io.shared('repository/history', async () => ({ ...(await walkHistory(io, repository, signal)), shallow: await isShallow(io, repository, signal) }));
}

async function walkHistory(io: Io, repository: Repository, signal: AbortSignal): Promise<{ blobs: BlobName[]; missing: number }> {
  const below = repository.prefix ? ['--full-history', '--sparse', '--', '.'] : [];
  const walk = await start(io, repository.at, ['rev-list', '--objects', '--all', '--missing=print', ...below], signal);
  const paths = new Map<string, string>();
  let missing = 0;
  const lines = readBytes(walk.stdout);
  for (let line = await lines.line(); line !== undefined; line = await lines.line()) {
    if (line.startsWith('?')) missing++;
    const space = line.indexOf(' ');
    if (space > 0 && space < line.length - 1) paths.set(line.slice(0, space), line.slice(space + 1));
  }
  signal.throwIfAborted();
  if ((await walk.result).code !== 0) throw new CouldNotLook('malformed', 'git could not walk the history: the repository may be damaged');
  const format = '--batch-check=%(objectname) %(objecttype) %(objectsize)';
  const sizes = await output(io, repository.at, ['cat-file', '--buffer', format], signal, Buffer.from([...paths.keys(), ''].join('\n')));
  if (!sizes) throw new CouldNotLook('malformed', 'git could not read its objects');
  const blobs: BlobName[] = [];
  for (const line of sizes.toString('latin1').split('\n')) {
    const [id = '', type, bytes] = line.split(' ');
    if (type === 'blob') blobs.push({ id, path: inside(repository, paths.get(id) ?? ''), bytes: Number(bytes) });
    if (type === 'missing') missing++;
  }
  return { blobs, missing };
}

function inside({ prefix }: Repository, path: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

/** The contents of `blobs` in order; `undefined` for one that is not here. Each array is valid until the next is asked for. */
export async function* readBlobs(
  io: Io,
  repository: Repository,
  blobs: readonly BlobName[],
  signal: AbortSignal,
): AsyncGenerator<{ blob: BlobName; bytes: Uint8Array | undefined }> {
  if (blobs.length === 0) return;
  const ended = new AbortController();
  const wanted = Buffer.from(`${blobs.map((blob) => blob.id).join('\n')}\n`);
  const running = await start(io, repository.at, ['cat-file', '--batch', '--buffer'], AbortSignal.any([signal, ended.signal]), wanted);
  const reader = readBytes(running.stdout);
  try {
    for (const blob of blobs) {
      const header = await reader.line();
      if (header === undefined) {
        signal.throwIfAborted();
        throw new CouldNotLook('malformed', 'git stopped in the middle of the history');
      }
      const size = / blob (\d+)$/.exec(header)?.[1];
      const bytes = size === undefined ? undefined : await reader.bytes(Number(size));
      if (bytes) await reader.bytes(1);
      yield { blob, bytes };
    }
  } finally {
    // The reader may stop early (its budget is spent): the process must not stay behind.
    ended.abort();
    await reader.close();
    await running.result.catch(() => undefined);
  }
}

/** The oldest commit that brought each of `ids` into the history, with the path there. Merges are looked into. */
export async function findIntroductions(io: Io, repository: Repository, ids: ReadonlySet<string>, signal: AbortSignal): Promise<Map<string, Introduction>> {
  const args = [
    'log',
    '--all',
    '--topo-order',
    '-m',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-show-signature',
    '--no-mailmap',
  ];
  const running = await start(io, repository.at, [...args, '--no-notes', '--no-decorate', '--format=%x01%H %ct'], signal);
  const found = new Map<string, Introduction>();
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
    const match = /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) \w\t(.*)$/.exec(line);
    // The log runs from new to old: the last one seen is the oldest.
    if (match?.[1] && ids.has(match[1])) found.set(match[1], { commit, at, path: inside(repository, match[2] ?? ''), age });
  }
  signal.throwIfAborted();
  return found;
}
