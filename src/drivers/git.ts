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
import type { LocalIo, RunningProcess } from '../ports/io.ts';

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
  /** The index to look at, when git named another than its usual one (in a hook of `git commit -a`). */
  readonly index?: string;
}
export interface TrackedFile {
  readonly path: string;
  readonly id: string;
  readonly kind: 'file' | 'link' | 'submodule';
}
export type GitInput = Uint8Array | AsyncIterable<Uint8Array>;
/** What git is reached through. */
export type GitIo = Pick<LocalIo, 'processes' | 'files' | 'shared'>;

/** Starts git. */
export async function startGit(
  io: Pick<LocalIo, 'processes'>,
  at: Pick<Repository, 'at' | 'index'>,
  args: readonly string[],
  signal: AbortSignal,
  input?: GitInput,
): Promise<RunningProcess> {
  if (!io.processes) throw new CouldNotLook('missing-tool', 'This run may not start programs, so git could not be asked');
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  try {
    return await io.processes.run(
      'git',
      ['--no-pager', '--no-replace-objects', ...settings, ...at.at, ...args],
      { env: at.index === undefined ? ENVIRONMENT : { ...ENVIRONMENT, GIT_INDEX_FILE: at.index }, ...(input && { input }) },
      signal,
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') throw new CouldNotLook('missing-tool', 'git is not installed here');
    throw error;
  }
}

/** Runs git to its end. @returns what it wrote, or `undefined` when it failed */
export async function gitOutput(
  io: Pick<LocalIo, 'processes'>,
  at: Pick<Repository, 'at' | 'index'>,
  args: readonly string[],
  signal: AbortSignal,
  input?: GitInput,
): Promise<Buffer | undefined> {
  const running = await startGit(io, at, args, signal, input);
  const chunks: Uint8Array[] = [];
  for await (const chunk of running.stdout) chunks.push(chunk);
  signal.throwIfAborted();
  return (await running.result).code === 0 ? Buffer.concat(chunks) : undefined;
}

/** Runs git, which must succeed. */
export async function mustGit(io: GitIo, at: Repository, args: readonly string[], signal: AbortSignal): Promise<Buffer> {
  const bytes = await gitOutput(io, at, args, signal);
  if (!bytes) throw new CouldNotLook('malformed', `git ${args[0] ?? ''} failed: the repository may be damaged`);
  return bytes;
}

/** The repository that holds the root of `io.files`, or `undefined` when there is none. Throws `CouldNotLook` when git is missing. */
export async function findRepository(io: GitIo, signal: AbortSignal): Promise<Repository | undefined> {
  const here = (await io.files?.stat('.git')) !== undefined;
  const at = here ? ['--git-dir=.git', '--work-tree=.'] : [];
  const found = await gitOutput(io, { at }, ['rev-parse', '--is-inside-work-tree', '--show-prefix'], signal);
  if (!found) {
    if (here) throw new CouldNotLook('malformed', 'There is a .git here, but git cannot read it');
    return undefined;
  }
  const [inside, prefix = ''] = found.toString('utf8').split('\n');
  return inside === 'true' ? { at, prefix } : undefined;
}

/** Commit that HEAD names (`undefined` before the first commit), and the branch it is on (`undefined` when detached). */
export async function readHead(io: GitIo, repository: Repository, signal: AbortSignal): Promise<{ commit: string | undefined; branch: string | undefined }> {
  const commit = (await gitOutput(io, repository, ['rev-parse', '-q', '--verify', 'HEAD^{commit}'], signal))?.toString('latin1').trim();
  const branch = (await gitOutput(io, repository, ['symbolic-ref', '-q', '--short', 'HEAD'], signal))?.toString('utf8').trim();
  return { commit, branch };
}

/** Asked once per run. */
export function isShallow(io: GitIo, repository: Repository, signal: AbortSignal): Promise<boolean> {
  return io.shared(
    'repository/shallow',
    async () => (await mustGit(io, repository, ['rev-parse', '--is-shallow-repository'], signal)).toString('latin1').trim() === 'true',
  );
}

/** Number of commits that any branch or tag reaches. */
export async function countCommits(io: GitIo, repository: Repository, signal: AbortSignal): Promise<number> {
  return Number((await mustGit(io, repository, ['rev-list', '--all', '--count'], signal)).toString('latin1'));
}

/** True when the index differs from HEAD. Reads no working file. */
export async function hasStagedChanges(io: GitIo, repository: Repository, signal: AbortSignal): Promise<boolean> {
  return (await mustGit(io, repository, ['diff-index', '--cached', '--raw', '--no-ext-diff', '--no-textconv', '--no-renames', 'HEAD'], signal)).length > 0;
}

/** The files of the index below our root. */
export async function listTracked(io: GitIo, repository: Repository, signal: AbortSignal): Promise<TrackedFile[]> {
  const text = (await mustGit(io, repository, ['ls-files', '-s', '-z'], signal)).toString('utf8');
  return text.split('\0').flatMap((line) => {
    const match = /^(\d{6}) ([0-9a-f]{40,64}) \d\t([^]+)$/.exec(line);
    if (!match?.[1] || !match[2] || !match[3]) return [];
    const kind = match[1] === '120000' ? 'link' : match[1] === '160000' ? 'submodule' : 'file';
    return [{ path: match[3], id: match[2], kind }];
  });
}

/** Paths below our root that are neither tracked nor ignored; a folder with its own repository ends in `/`. */
export async function listUntracked(io: GitIo, repository: Repository, signal: AbortSignal): Promise<string[]> {
  const text = (await mustGit(io, repository, ['ls-files', '-o', '--exclude-standard', '-z'], signal)).toString('utf8');
  return text.split('\0').filter((path) => path !== '');
}

/** Which of `paths` the ignore files keep out of the repository; paths need not exist. */
export async function listIgnored(io: GitIo, repository: Repository, paths: readonly string[], signal: AbortSignal): Promise<string[]> {
  const running = await startGit(io, repository, ['check-ignore', '--no-index', '-z', '--stdin'], signal, Buffer.from(`${paths.join('\0')}\0`));
  const chunks: Uint8Array[] = [];
  for await (const chunk of running.stdout) chunks.push(chunk);
  const { code } = await running.result;
  if (code !== 0 && code !== 1) throw new CouldNotLook('malformed', 'git check-ignore failed');
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
}
