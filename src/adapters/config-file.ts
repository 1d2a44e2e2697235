import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ConfigError, UsageError } from '../model/errors.ts';
import { quote } from '../model/text.ts';
import { runConfig } from './run-config.ts';

export const CONFIG_NAMES = ['launch-ready.config.ts', 'launch-ready.config.mjs', 'launch-ready.config.json'] as const;
const MOST_BYTES = 1_000_000;

export interface LoadedConfig {
  /** Absolute path. */
  readonly file: string;
  /** Not yet validated. */
  readonly value: unknown;
  /** The source, for the lines of its keys. */
  readonly text: string;
}
export interface ConfigSearch {
  /** Absolute folder to begin in; the search goes upward to the root of its git work tree. */
  readonly folder: string;
  /** Only in the user's own project may a config be code. Elsewhere it is read as JSON and nothing is executed. */
  readonly trusted: boolean;
  /** A file named by the user (`--config`), instead of a search. */
  readonly file?: string;
  /** Whether the text can say what is wanted of it; by default it can. Code that cannot is not run. */
  readonly onlyIf?: (text: string) => boolean;
  /** Aborted by Ctrl-C: a config that takes long is not waited for. */
  readonly signal?: AbortSignal;
}

/**
 * Finds and loads the config; `undefined` when there is none.
 * @throws ConfigError when several stand side by side, or one cannot be read, parsed or run; the message has file and line
 */
export async function loadConfigFile(search: ConfigSearch): Promise<LoadedConfig | undefined> {
  const file = search.file === undefined ? findConfig(search.folder, search.trusted) : resolve(search.folder, search.file);
  if (file === undefined) return undefined;
  const isCode = !file.endsWith('.json');
  if (isCode && !/\.(ts|mjs|js|mts)$/.test(file)) throw new ConfigError(file, ['expected a file that ends in .ts, .mjs or .json']);
  if (isCode && !search.trusted) throw new ConfigError(file, ['is code, and code of a repository that is not yours is not run; give a .json config']);
  const text = await readText(file);
  if (search.onlyIf?.(text) === false) return undefined;
  return { file, text, value: isCode ? await runConfig(file, search.signal) : parseJson(file, text) };
}

/** @throws UsageError unless there is a folder at the path; `says` names who asked for it */
export async function mustBeFolder(path: string, says: string): Promise<void> {
  const facts = await stat(path).catch((error: unknown) => readReason(error));
  if (typeof facts === 'string') throw new UsageError(`${says} ${facts}; name the folder of the repository, or leave it out`);
  if (!facts.isDirectory()) throw new UsageError(`${says} is not a folder; name the folder of the repository, or leave it out`);
}

/** The texts of the PEM files that a config names, relative to it. */
export async function readTrust(configFile: string, names: readonly string[]): Promise<string[]> {
  return Promise.all(
    names.map(async (name, index) => {
      const text = await readText(resolve(dirname(configFile), name), (reason) => new ConfigError(configFile, [`network.trust[${index}]: ${reason}`]));
      if (!text.includes('-----BEGIN CERTIFICATE-----'))
        throw new ConfigError(configFile, [`network.trust[${index}]: ${quote(name, 80)} holds no PEM certificate`]);
      return text;
    }),
  );
}

function findConfig(folder: string, trusted: boolean): string | undefined {
  const root = gitRoot(folder);
  for (let at = folder; ; at = dirname(at)) {
    // Code in a repository that is not the user's own is as good as absent: a run without config is safe, one that refuses to start is not useful.
    const there = CONFIG_NAMES.filter((name) => (trusted || name.endsWith('.json')) && existsSync(join(at, name)));
    const [first] = there;
    if (there.length > 1) throw new ConfigError(at, [`holds ${there.join(' and ')}; keep one of them`]);
    if (first !== undefined) return join(at, first);
    if (root === undefined || at === root || dirname(at) === at) return undefined;
  }
}

/** The folder that holds `.git`, at or above `folder`; without one the search stays in `folder`. */
export function gitRoot(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

async function readText(file: string, fault: (reason: string) => ConfigError = (reason) => new ConfigError(file, [reason])): Promise<string> {
  try {
    const { size, isPlain } = await stat(file).then((found) => ({ size: found.size, isPlain: found.isFile() || found.isDirectory() }));
    // Reading a named pipe would wait for ever.
    if (!isPlain) throw fault('is not a file');
    if (size > MOST_BYTES) throw fault(`is larger than ${MOST_BYTES / 1_000_000} MB`);
    return decoded(await readFile(file), fault);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw fault(readReason(error));
  }
}

/** A file with other bytes than UTF-8 is refused: half-read names would be audited as if somebody had written them. */
function decoded(bytes: Uint8Array, fault: (reason: string) => ConfigError): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) throw fault('is UTF-16 text; save it as UTF-8');
  const text = new TextDecoder().decode(bytes);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fault(`is not UTF-8 text (first in line ${lineOf(text, text.indexOf('\ufffd'))}); save it as UTF-8`);
  }
  return text;
}

function readReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read (permission denied)';
  return code === 'EISDIR' ? 'is a folder' : 'cannot be read';
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const says = error instanceof Error ? error.message : '';
    const line = /\(line (\d+)/.exec(says)?.[1] ?? lineOf(text, Number(/position (\d+)/.exec(says)?.[1] ?? text.length));
    throw new ConfigError(`${file}:${line}`, [`is not valid JSON (${quote(says.replace(/ in JSON at position.*| \(line.*/, ''), 80)})`]);
  }
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
