import { Buffer } from 'node:buffer';
import { envFileKind, parseEnvFile } from '../formats/env-file.ts';
import { Secret } from '../model/text.ts';
import type { FileEntry, Files, Io } from '../ports/io.ts';

/** A variable with its value, which nothing but the search for it may open. */
export interface EnvValue {
  readonly name: string;
  readonly value: Secret;
  /** The env file that it stands in; absent for the environment. */
  readonly path?: string;
}

/** Values that the project works with here: of its env files, ignored ones too, and of the environment. In memory only. */
export interface EnvValues {
  readonly values: readonly EnvValue[];
  /** Of example files, which everybody may read. */
  readonly examples: readonly EnvValue[];
  /** Env files read. */
  readonly files: readonly string[];
  /** What was not read, in plain words. */
  readonly leftOut: readonly string[];
}

const MOST_FOLDERS = 1500;
const MOST_DEPTH = 4;
const MOST_FILES = 100;
const MOST_BYTES = 256_000;
/** Nobody keeps env files where packages and builds are. */
const LEFT_ALONE = /^(?:\.git|node_modules|vendor|venv|\.venv|target|coverage|__pycache__|dist|build|out|\.next|\.nuxt|\.output|\.svelte-kit|\.turbo|\.cache)$/;

/** @param names variables of the environment to take along */
export async function readEnvValues(io: Pick<Io, 'files' | 'secret'>, names: readonly string[], signal: AbortSignal): Promise<EnvValues> {
  const leftOut: string[] = [];
  const paths = io.files ? await findEnvFiles(io.files, leftOut, signal) : [];
  const read = await Promise.all(paths.slice(0, MOST_FILES).map(async (path) => ({ path, values: await valuesOf(io.files, path, leftOut) })));
  if (paths.length > MOST_FILES) leftOut.push(`${paths.length - MOST_FILES} more env files`);
  const ofKind = (kind: 'private' | 'example'): EnvValue[] => read.filter(({ path }) => envFileKind(path) === kind).flatMap(({ values }) => values);
  const environment = [...new Set(names)].flatMap((name) => {
    const value = io.secret(name);
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    values: [...ofKind('private'), ...environment],
    examples: ofKind('example'),
    files: read.map(({ path }) => path).filter((path) => envFileKind(path) === 'private'),
    leftOut,
  };
}

async function findEnvFiles(files: Files, leftOut: string[], signal: AbortSignal): Promise<string[]> {
  const found: string[] = [];
  const folders = [{ path: '', depth: 0 }];
  let seen = 0;
  for (let folder = folders.shift(); folder; folder = folders.shift()) {
    signal.throwIfAborted();
    if (++seen > MOST_FOLDERS) {
      leftOut.push('the folders beyond the first 1500');
      break;
    }
    for (const entry of await listed(files, folder.path)) {
      const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      if (entry.kind === 'file' && envFileKind(entry.path) !== undefined) found.push(entry.path);
      if (entry.kind === 'directory' && folder.depth < MOST_DEPTH && !LEFT_ALONE.test(name)) folders.push({ path: entry.path, depth: folder.depth + 1 });
    }
  }
  return found;
}

async function listed(files: Files, path: string): Promise<readonly FileEntry[]> {
  return files.list(path).catch(() => []);
}

async function valuesOf(files: Files | undefined, path: string, leftOut: string[]): Promise<EnvValue[]> {
  try {
    const { bytes, truncated } = (await files?.read(path, MOST_BYTES)) ?? { bytes: new Uint8Array(), truncated: false };
    if (truncated) leftOut.push(`the end of ${path}`);
    return parseEnvFile(Buffer.from(bytes).toString('utf8')).flatMap(({ name, value, commented }) =>
      commented ? [] : [{ name, value: new Secret(value), path }],
    );
  } catch {
    leftOut.push(`${path} (cannot be read)`);
    return [];
  }
}
