import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Files, LocalIo } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { findRepository, hasStagedChanges, listTracked, listUntracked, readHead, type Repository, type TrackedFile } from './git.ts';

export interface TreeFile {
  /** Path below the root, with `/`. */
  readonly path: string;
  /** Known to git. Always false without git. */
  readonly tracked: boolean;
  /** Contents, at most `FILE_CAP` bytes; none for pictures, fonts and the like. */
  readonly bytes: Uint8Array | undefined;
  /** Git's id of the contents as they are on disk; none when they were not read whole. */
  readonly id: string | undefined;
}
/** The working tree as the run saw it: what git would commit, or what a walk found when there is no git. */
export interface RepositoryTree {
  readonly git: Repository | undefined;
  /** Why git could not be asked, when it could not. */
  readonly gitFault: string | undefined;
  readonly head: string | undefined;
  readonly branch: string | undefined;
  /** `undefined`: git would have to run a filter of the repository to tell. */
  readonly dirty: boolean | undefined;
  readonly files: readonly TreeFile[];
  /** What was left out, in plain words. */
  readonly leftOut: readonly string[];
}

export const FILE_CAP = 16_000_000;
const TREE_CAP = 128_000_000;
const FILES_CAP = 30_000;
const DEPTH_CAP = 24;
const WALK_CAP = 200_000;
/** Reads at once. */
const AT_ONCE = 32;

/** Contents that are compressed, so that no text can be found in them. */
const COMPRESSED =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|mp[34]|m4[av]|mov|webm|og[gav]|wav|flac|woff2?|ttf|otf|eot|pdf|zip|gz|tgz|bz2|xz|zst|br|7z|rar|jar|wasm|onnx|pt|safetensors|gguf)$/i;
/** Folders that a build or a package manager fills; git normally ignores them. Only used when git cannot say. */
const MADE = new Set([
  '.git',
  'node_modules',
  'dist',
  'build',
  'out',
  '.next',
  '.nuxt',
  '.svelte-kit',
  '.output',
  '.turbo',
  '.cache',
  '.venv',
  'venv',
  '__pycache__',
  'vendor',
  'target',
  'coverage',
  '.launch-ready',
]);

/** True for file names whose contents no text can be found in. */
export function isCompressed(path: string): boolean {
  return COMPRESSED.test(path);
}

/** Reads the repository once per run. Throws `CouldNotLook` when there is none. */
export function readTree(io: LocalIo, signal: AbortSignal): Promise<RepositoryTree> {
  return io.shared('repository/tree', async () => {
    if (!io.files) throw new CouldNotLook('not-found', 'This run has no repository');
    const list = await listTree(io, signal);
    return list.git ? readGitTree(io, io.files, list.git, list, signal) : readPlainTree(io.files, list, signal);
  });
}

async function askGit(io: LocalIo, signal: AbortSignal): Promise<{ git: Repository | undefined; gitFault: string | undefined }> {
  try {
    return { git: await findRepository(io, signal), gitFault: undefined };
  } catch (error) {
    if (!(error instanceof CouldNotLook)) throw error;
    return { git: undefined, gitFault: error.message };
  }
}

/** The files of the working tree, not read. */
export interface TreeList {
  readonly git: Repository | undefined;
  readonly gitFault: string | undefined;
  /** What git would commit, or what a walk found when there is no git. */
  readonly paths: readonly string[];
  readonly tracked: readonly TrackedFile[];
  readonly submodules: readonly string[];
  /** What could not be listed, in plain words. */
  readonly leftOut: readonly string[];
}

/** Lists the repository once per run. Throws `CouldNotLook` when there is none. */
export function listTree(io: LocalIo, signal: AbortSignal): Promise<TreeList> {
  return io.shared('repository/list', async () => {
    if (!io.files) throw new CouldNotLook('not-found', 'This run has no repository');
    const { git, gitFault } = await askGit(io, signal);
    const list = await (git ? listGitTree(io, git, signal) : listPlainTree(io.files, gitFault, signal));
    // A replaced byte: such a name leads to no file any more.
    const unnamed = list.paths.filter((path) => path.includes('\uFFFD'));
    if (unnamed.length === 0) return list;
    const says = unnamed.map((path) => `${path}: its name is not UTF-8, so it could not be opened`);
    return { ...list, paths: list.paths.filter((path) => !path.includes('\uFFFD')), leftOut: [...list.leftOut, ...says] };
  });
}

async function listGitTree(io: LocalIo, git: Repository, signal: AbortSignal): Promise<TreeList> {
  const [tracked, untracked] = await Promise.all([listTracked(io, git, signal), listUntracked(io, git, signal)]);
  const ours = [...new Set(tracked.filter((file) => file.kind === 'file').map((file) => file.path))];
  const submodules = tracked.filter((file) => file.kind === 'submodule').map((file) => file.path);
  const inner = untracked.filter((path) => path.endsWith('/')).map((path) => `repository inside the repository ${path}`);
  return { git, gitFault: undefined, paths: [...ours, ...untracked.filter((path) => !path.endsWith('/'))], tracked, submodules, leftOut: inner };
}

async function readGitTree(io: LocalIo, files: Files, git: Repository, list: TreeList, signal: AbortSignal): Promise<RepositoryTree> {
  const { tracked, submodules } = list;
  const { commit: head, branch } = await readHead(io, git, signal);
  const leftOut: string[] = [...submodules.map((path) => `submodule ${path}`), ...list.leftOut];
  const ids = new Set(tracked.map((file) => file.path));
  const length = tracked[0]?.id.length ?? 40;
  const read = await readFiles(files, list.paths, length === 64 ? 'sha256' : 'sha1', leftOut, signal);
  const treeFiles = read.map((file) => ({ ...file, tracked: ids.has(file.path) }));
  const staged = head ? await hasStagedChanges(io, git, signal) : tracked.length > 0;
  const onDisk = new Map(treeFiles.map((file) => [file.path, file]));
  return { git, gitFault: undefined, head, branch, dirty: staged || differs(tracked, onDisk), files: treeFiles, leftOut };
}

/** Whether a tracked file was changed or removed; `undefined` where line ends or filters make that a question only git could answer. */
function differs(tracked: readonly { path: string; id: string; kind: string }[], onDisk: ReadonlyMap<string, TreeFile>): boolean | undefined {
  const attributes = [...onDisk.values()].filter((file) => file.path.endsWith('.gitattributes') && file.bytes);
  const converts = attributes.some((file) => /filter=|ident|working-tree-encoding|text|eol/.test(Buffer.from(file.bytes ?? []).toString('latin1')));
  let unsure = false;
  for (const { path, id, kind } of tracked) {
    if (kind !== 'file') continue;
    const file = onDisk.get(path);
    if (file?.id === id) continue;
    if (file && (file.id === undefined || converts || file.bytes?.includes(13))) unsure = true;
    else return true;
  }
  return unsure ? undefined : false;
}

async function listPlainTree(files: Files, gitFault: string | undefined, signal: AbortSignal): Promise<TreeList> {
  const leftOut: string[] = [];
  const paths: string[] = [];
  const folders: { path: string; depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    signal.throwIfAborted();
    if (paths.length >= WALK_CAP) {
      leftOut.push(`more than ${WALK_CAP} files`);
      break;
    }
    for (const entry of await listQuietly(files, folder.path, leftOut)) {
      const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      if (entry.kind === 'file') paths.push(entry.path);
      if (entry.kind !== 'directory' || MADE.has(name)) continue;
      if (folder.depth >= DEPTH_CAP) leftOut.push(`${entry.path} (too deep)`);
      else folders.push({ path: entry.path, depth: folder.depth + 1 });
    }
  }
  return { git: undefined, gitFault, paths, tracked: [], submodules: [], leftOut };
}

async function readPlainTree(files: Files, { gitFault, paths, ...list }: TreeList, signal: AbortSignal): Promise<RepositoryTree> {
  const leftOut = [...list.leftOut];
  const read = await readFiles(files, paths, 'sha1', leftOut, signal);
  return { git: undefined, gitFault, head: undefined, branch: undefined, dirty: undefined, files: read.map((file) => ({ ...file, tracked: false })), leftOut };
}

async function listQuietly(files: Files, path: string, leftOut: string[]): Promise<Awaited<ReturnType<Files['list']>>> {
  try {
    return await files.list(path);
  } catch {
    leftOut.push(`${path || 'the root folder'} (cannot be read)`);
    return [];
  }
}

async function readFiles(files: Files, paths: readonly string[], hash: string, leftOut: string[], signal: AbortSignal): Promise<Omit<TreeFile, 'tracked'>[]> {
  if (paths.length > FILES_CAP) leftOut.push(`${paths.length - FILES_CAP} files over the limit of ${FILES_CAP}`);
  const wanted = paths.slice(0, FILES_CAP).sort();
  const result: (Omit<TreeFile, 'tracked'> | undefined)[] = [];
  let kept = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      signal.throwIfAborted();
      const path = wanted[index] ?? '';
      result[index] = await readOne(files, path, hash, kept < TREE_CAP, leftOut);
      kept += result[index]?.bytes?.length ?? 0;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return result.filter((file) => file !== undefined);
}

async function readOne(files: Files, path: string, hash: string, room: boolean, leftOut: string[]): Promise<Omit<TreeFile, 'tracked'> | undefined> {
  const entry = await files.stat(path).catch(() => undefined);
  // Tracked but deleted, replaced by a link or a folder: nothing to read here.
  if (entry?.kind !== 'file') return undefined;
  if (isCompressed(path)) return { path, bytes: undefined, id: undefined };
  if (!room) {
    leftOut.push(`${path} (the tree is over ${TREE_CAP / 1e6} MB)`);
    return { path, bytes: undefined, id: undefined };
  }
  try {
    const { bytes, truncated } = await files.read(path, FILE_CAP);
    if (truncated) leftOut.push(`the part of ${path} after ${FILE_CAP / 1e6} MB`);
    return { path, bytes, id: truncated ? undefined : blobId(bytes, hash) };
  } catch {
    leftOut.push(`${path} (cannot be read)`);
    return { path, bytes: undefined, id: undefined };
  }
}

/** Git's name of a file content. */
export function blobId(bytes: Uint8Array, hash: string): string {
  return createHash(hash).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
