/* Next.js as people run it themselves: `next build`, then `next start`. */
import { createHash } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { freePort } from '../free-port.ts';
import { accepts, startProgram } from './program.ts';
import { runText } from './shell.ts';

/** Where its packages are; an application must lie beside them. */
const STACKS = join(import.meta.dirname, 'stacks');
const NEXT = join(STACKS, 'node_modules', 'next', 'dist', 'bin', 'next');

/** What an application consists of beside its pages. */
export interface NextApp {
  /** Members of the object in next.config. */
  readonly config: string;
  /** proxy.ts, which was called middleware.ts before Next.js 16. */
  readonly proxy?: string;
  /** Lines before the handlers of `app/api/…/route.ts`, and what they begin with. */
  readonly routes: Readonly<Record<string, string>>;
}
const PAGES: Readonly<Record<string, string>> = {
  'package.json': '{"private":true,"type":"module"}',
  'app/layout.js': 'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
  'app/page.js':
    "export const metadata = { title: 'Acme' };\nexport default function Page() { return <main><h1>Acme</h1><p>{'words '.repeat(600)}</p></main>; }",
};
const BUILD_MS = 180_000;
const QUIET = { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };

const built = new Map<string, Promise<string>>();
let last: Promise<unknown> = Promise.resolve();
/** Builds an application once, one after the other in one folder: what the builder keeps there makes the next build quick. */
function build(app: NextApp): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(app)).digest('hex').slice(0, 12);
  const known = built.get(key);
  if (known) return known;
  const made = last.catch(() => undefined).then(() => buildIn(app, key));
  built.set(key, made);
  last = made;
  return made;
}

async function buildIn({ config, proxy, routes }: NextApp, key: string): Promise<string> {
  const folder = join(STACKS, '.apps', `site-${process.pid}`);
  const files = {
    ...PAGES,
    'next.config.mjs': `export default {\n${config}\nturbopack: { root: ${JSON.stringify(STACKS)} },\n};\n`,
    ...Object.fromEntries(Object.entries(routes).map(([path, text]) => [`app${path}/route.js`, text])),
  };
  await rm(join(folder, 'app'), { recursive: true, force: true });
  await rm(join(folder, 'proxy.js'), { force: true });
  for (const [name, text] of Object.entries({ ...files, ...(proxy !== undefined && { 'proxy.js': proxy }) })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await runText(`exec "${process.execPath}" "${NEXT}" build`, {}, QUIET, folder, BUILD_MS);
  // `next start` reads the configuration again, so each build keeps its own.
  const own = join(STACKS, '.apps', `run-${process.pid}-${key}`);
  await cp(folder, own, { recursive: true, filter: (from) => !from.endsWith('/.next/cache') });
  return own;
}

/** `next start` of an application, on a port without TLS. */
export async function startNext(app: NextApp): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const folder = await build(app);
  const port = await freePort();
  const { stop } = await startProgram(
    'env',
    [...Object.entries(QUIET).map(([name, value]) => `${name}=${value}`), process.execPath, NEXT, 'start', folder, '-H', '127.0.0.1', '-p', String(port)],
    () => accepts(port),
  );
  return { port, stop };
}

/** Removes everything that was built here. */
export async function removeNextApps(): Promise<void> {
  const folders = [`site-${process.pid}`, ...(await Promise.allSettled(built.values())).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))];
  for (const folder of folders) await rm(join(STACKS, '.apps', folder.replace(/^.*\//, '')), { recursive: true, force: true });
}
