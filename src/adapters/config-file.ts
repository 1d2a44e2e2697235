import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../model/errors.ts';
import { quote } from '../model/text.ts';

export const CONFIG_NAMES = ['launch-ready.config.ts', 'launch-ready.config.mjs', 'launch-ready.config.json'] as const;
const MOST_BYTES = 1_000_000;
const LOAD_MS = 10_000;

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
  return { file, text, value: isCode ? await importDefault(file) : parseJson(file, text) };
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
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw fault(readReason(error));
  }
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

/** Stands for `launch-ready/config`, so that a config also loads where the package is not installed (`npx launch-ready`). */
const DEFINITION = 'data:text/javascript,export const defineConfig = (config) => config;';

/** Runs the user's own config. Both code endings go through Node's type stripping, which names the line of a syntax error. */
async function importDefault(file: string): Promise<unknown> {
  const url = pathToFileURL(file).href;
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'launch-ready/config') return next(DEFINITION, context);
      const found = next(specifier, context);
      return found.url === url ? { ...found, format: 'module-typescript' } : found;
    },
  });
  const slow = AbortSignal.timeout(LOAD_MS);
  try {
    const module = (await Promise.race([import(url), never(slow)])) as Record<string, unknown>;
    if (!('default' in module)) throw new ConfigError(file, ['has no default export; write: export default defineConfig({ … })']);
    return module['default'];
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(file + placeOf(error, file, url), [slow.aborted ? `did not finish within ${LOAD_MS / 1000} s` : reasonOf(error)]);
  } finally {
    hooks.deregister();
  }
}

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** `:3` when the stack names the line of the config. */
function placeOf(error: unknown, file: string, url: string): string {
  const stack = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : '';
  for (const name of [url, file]) {
    const at = stack.indexOf(`${name}:`);
    const line = at < 0 ? undefined : /^\d+/.exec(stack.slice(at + name.length + 1))?.[0];
    if (line !== undefined) return `:${line}`;
  }
  return '';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${quote(String(error), 120)}`;
  const first = quote(error.message.split('\n')[0] ?? '', 200);
  if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return quote(first.replace(/ imported from.*/, ' (imported by the config)'), 200);
  return error instanceof SyntaxError ? `has a syntax error: ${first}` : `threw ${error.name}: ${first}`;
}
