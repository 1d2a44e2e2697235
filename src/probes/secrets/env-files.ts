import { Buffer } from 'node:buffer';
import { GIVEN_NAMES, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { listIgnored, type Repository } from '../../drivers/git.ts';
import { listBlobs } from '../../drivers/git-history.ts';
import { readBlobs } from '../../drivers/git-objects.ts';
import { readTree, type TreeFile } from '../../drivers/repository-tree.ts';
import { envFiles, type EnvFiles } from '../../evidence/secrets/env-files.ts';
import { envGrants, isAgentFile } from '../../formats/agent-grants.ts';
import { envFileKind, parseEnvFile } from '../../formats/env-file.ts';
import { copiesEnv } from '../../formats/image-ignore.ts';
import { fileRole } from '../../formats/file-role.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { judgeNamedValue } from '../../recognise/named-value.ts';

type EnvFile = { -readonly [K in keyof EnvFiles['files'][number]]: EnvFiles['files'][number][K] };
const READ = /(?:process|meta|Bun)\.env(?:\.|\?\.|\[\s*["'])([A-Z]\w+)|(?:environ(?:\.get)?[[(]|getenv\(|env\.get\()\s*["'](\w+)/g;
const VERSIONS_CAP = 400;
const SIZE_CAP = 256_000;

export const envFilesProbe = defineProbe({
  id: 'secrets/env-files',
  version: 2,
  title: 'looks for env files in the repository and its history, and whether git ignores them',
  about: 'repository',
  needs: {},
  fills: envFiles,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    const files = new Map<string, EnvFile>();
    const limits: Limit[] = [];
    for (const file of tree.files) {
      if (isPrivate(file.path) && file.bytes) note(files, file.path, Buffer.from(file.bytes).toString('utf8'), { tracked: file.tracked, inHistory: false });
    }
    const examples = tree.files.filter((file) => envFileKind(file.path) === 'example').map((file) => file.path);
    let ignored: EnvFiles['ignored'] = [];
    try {
      if (!tree.git) throw new CouldNotLook('not-found', tree.gitFault ?? 'there is no git repository here');
      ignored = await listWouldBeIgnored(io, tree.git, examples, signal);
      await readHistory(io, tree.git, files, limits, signal);
    } catch (error) {
      if (!(error instanceof CouldNotLook)) throw error;
      for (const part of ['history', 'ignore']) limits.push({ part, says: quote(error.message) });
    }
    const usesEnv =
      examples.length > 0 || tree.files.some((file) => /\.[cm]?[jt]sx?$|\.py$/.test(file.path) && file.bytes !== undefined && readsOwnVariable(file.bytes));
    return {
      value: { files: [...files.values()].slice(0, 500), ignored, usesEnv, copies: copiesOf(tree.files), agents: agentsOf(tree.files) },
      complete: limits.length > 0 ? limits : true,
    };
  },
});

function isPrivate(path: string): boolean {
  return envFileKind(path) === 'private' && fileRole(path) !== 'test';
}

/** Dockerfiles that copy their folder whole, and an upload list, without a line that leaves env files out. */
function copiesOf(files: readonly TreeFile[]): EnvFiles['copies'] {
  const texts = new Map(files.flatMap(({ path, bytes }) => (bytes && bytes.length < SIZE_CAP ? [[path, Buffer.from(bytes).toString('utf8')] as const] : [])));
  return copiesEnv(new Map([...texts].filter(([path]) => fileRole(path) !== 'test')))
    .slice(0, 50)
    .map(({ path, ignore }) => ({ path: quote(path), ignore: quote(ignore) }));
}

function agentsOf(files: readonly TreeFile[]): EnvFiles['agents'] {
  return files
    .filter(({ path, bytes }) => isAgentFile(path) && bytes !== undefined && bytes.length < SIZE_CAP)
    .flatMap(({ path, bytes }) => {
      const [line] = envGrants(Buffer.from(bytes ?? []).toString('utf8'));
      return line === undefined ? [] : [{ path: quote(path), line }];
    })
    .slice(0, 50);
}

/** Quick: which variables, another probe tells. */
function readsOwnVariable(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('latin1');
  return /env/.test(text) && [...text.matchAll(READ)].some(([, name = '', quoted = '']) => !GIVEN_NAMES.test(name || quoted));
}

/** Adds what one version of an env file holds. */
function note(files: Map<string, EnvFile>, path: string, text: string, where: { tracked: boolean; inHistory: boolean }): void {
  const lines = parseEnvFile(text).filter((line) => !line.commented);
  const secretNames: string[] = [];
  const weakNames: string[] = [];
  for (const { name, value } of lines) {
    if (!SECRET_NAME.test(name) || PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
    const judged = judgeNamedValue(value);
    if (judged === 'secret') secretNames.push(name);
    if (judged === 'weak') weakNames.push(name);
  }
  const known = files.get(path);
  const all = (one: readonly string[], two: readonly string[]): string[] => [...new Set([...one, ...two])].sort().slice(0, 500);
  files.set(path, {
    path: quote(path),
    tracked: where.tracked || (known?.tracked ?? false),
    inHistory: where.inHistory || (known?.inHistory ?? false),
    secretNames: all(known?.secretNames ?? [], secretNames),
    weakNames: all(known?.weakNames ?? [], weakNames),
    variables: Math.max(known?.variables ?? 0, lines.length),
  });
}

/** Asks about the usual names, in the root and beside every example file. */
async function listWouldBeIgnored(io: Io, git: Repository, examples: readonly string[], signal: AbortSignal): Promise<EnvFiles['ignored']> {
  const folders = new Set(['', ...examples.map((path) => path.slice(0, path.lastIndexOf('/') + 1))]);
  const paths = [...folders].slice(0, 40).flatMap((folder) => ['.env', '.env.local', '.env.production'].map((name) => `${folder}${name}`));
  const kept = new Set(await listIgnored(io, git, paths, signal));
  return paths.map((path) => ({ path: quote(path), ignored: kept.has(path) }));
}

async function readHistory(io: Io, git: Repository, files: Map<string, EnvFile>, limits: Limit[], signal: AbortSignal): Promise<void> {
  const { blobs, missing, shallow } = await listBlobs(io, git, signal);
  if (shallow) limits.push({ part: 'history', says: quote('this is a shallow clone: older commits are not here (git fetch --unshallow brings them)') });
  if (missing.length > 0) limits.push({ part: 'history', says: quote(`${missing.length} versions of files are named in the history but are not here`) });
  const wanted = blobs.filter((blob) => isPrivate(blob.path));
  if (wanted.length > VERSIONS_CAP) limits.push({ part: 'history', says: quote(`only ${VERSIONS_CAP} of ${wanted.length} versions of env files were read`) });
  for await (const { blob, size, bytes } of readBlobs(io, git, wanted.slice(0, VERSIONS_CAP), signal)) {
    if (size !== undefined && size <= SIZE_CAP) note(files, blob.path, Buffer.from(bytes).toString('utf8'), { tracked: false, inHistory: true });
  }
}
