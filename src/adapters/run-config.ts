import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ConfigError } from '../model/errors.ts';
import { quote } from '../model/text.ts';

const LOAD_MS = 10_000;

/** Stands for `launch-ready/config`, so that a config also loads where the package is not installed (`npx launch-ready`). */
const DEFINITION = 'data:text/javascript,export const defineConfig = (config) => config;';

/* Runs in a thread of its own. Text, because the bundled product has no file for it. Both code endings go through Node's type stripping, which names the line of a syntax error. */
const THREAD = `
const { parentPort, workerData: { url, definition } } = require('node:worker_threads');
require('node:module').registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'launch-ready/config') return next(definition, context);
    const found = next(specifier, context);
    return found.url === url ? { ...found, format: 'module-typescript' } : found;
  },
});
const told = (error) => error instanceof Error
  ? { isError: true, name: error.name, message: error.message, stack: String(error.stack), code: String(error.code), isSyntax: error instanceof SyntaxError }
  : { isError: false, message: String(error) };
const answer = (value) => {
  try { parentPort.postMessage(value); } catch (error) { parentPort.postMessage({ notData: error.message }); }
};
process.on('uncaughtException', (error) => answer({ thrown: told(error) }));
import(url).then((module) => answer('default' in module ? { value: module.default } : { noDefault: true }), (error) => answer({ thrown: told(error) }));
`;

interface Thrown {
  readonly isError: boolean;
  readonly message: string;
  readonly name?: string;
  readonly stack?: string;
  readonly code?: string;
  readonly isSyntax?: boolean;
}
type Answer = { readonly value: unknown } | { readonly noDefault: true } | { readonly notData: string } | { readonly thrown: Thrown };

/**
 * Runs the user's own config and returns its default export, which must be plain data.
 * It runs in a thread: whatever it leaves open, prints, ends or loops on cannot hold up, end or spoil the output of the product.
 * @param file absolute path
 * @throws ConfigError with the line of the config where there is one
 */
export async function runConfig(file: string, signal?: AbortSignal): Promise<unknown> {
  const url = pathToFileURL(file).href;
  const worker = new Worker(THREAD, { eval: true, stdout: true, workerData: { url, definition: DEFINITION } });
  // What a config prints is for people; stdout belongs to the result.
  worker.stdout.pipe(process.stderr, { end: false });
  const stop = signal ? AbortSignal.any([signal, AbortSignal.timeout(LOAD_MS)]) : AbortSignal.timeout(LOAD_MS);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const stopped = (): void => reject(signal?.aborted ? (signal.reason as Error) : new ConfigError(file, [`did not finish within ${LOAD_MS / 1000} s`]));
  stop.addEventListener('abort', stopped, { once: true });
  worker.once('message', resolve);
  worker.once('error', (error) => resolve({ thrown: { isError: true, message: error.message, name: error.name } }));
  worker.once('exit', () => reject(new ConfigError(file, ['ended the process instead of exporting a config; write: export default defineConfig({ … })'])));
  try {
    return valueOf(await promise, file, url);
  } finally {
    stop.removeEventListener('abort', stopped);
    await worker.terminate();
  }
}

function valueOf(answer: Answer, file: string, url: string): unknown {
  if ('value' in answer) return answer.value;
  if ('noDefault' in answer) throw new ConfigError(file, ['has no default export; write: export default defineConfig({ … })']);
  if ('notData' in answer)
    throw new ConfigError(file, [
      `exports something that is not plain data (${quote(answer.notData, 80)}); a config holds text, numbers, true or false, lists and objects`,
    ]);
  throw new ConfigError(file + placeOf(answer.thrown, file, url), [reasonOf(answer.thrown)]);
}

/** `:3` when the stack names the line of the config. */
function placeOf({ message, stack = '' }: Thrown, file: string, url: string): string {
  const text = `${message}\n${stack}`;
  for (const name of [url, file]) {
    const at = text.indexOf(`${name}:`);
    const line = at < 0 ? undefined : /^\d+/.exec(text.slice(at + name.length + 1))?.[0];
    if (line !== undefined) return `:${line}`;
  }
  return '';
}

function reasonOf({ isError, message, name = 'Error', code, isSyntax }: Thrown): string {
  if (!isError) return `threw ${quote(message, 120)}`;
  const first = quote(message.split('\n')[0] ?? '', 200);
  if (code === 'ERR_MODULE_NOT_FOUND') return quote(first.replace(/ imported from.*/, ' (imported by the config)'), 200);
  return isSyntax ? `has a syntax error: ${first}` : `threw ${name}: ${first}`;
}
