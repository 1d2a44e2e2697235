import type { FileEntry, Files } from '../../ports/io.ts';

export interface BuiltFolder {
  readonly path: string;
  /** Paths of its files that visitors get; all where nothing is said. */
  readonly only?: RegExp;
}
export interface BuiltFolders {
  /** Folders whose files are made for browsers. */
  readonly folders: readonly BuiltFolder[];
  /** Logs of builds and package managers. */
  readonly logs: readonly FileEntry[];
  readonly leftOut: readonly string[];
}

const MOST_DEPTH = 3;
const MOST_FOLDERS = 1500;
const LEFT_ALONE = /^(?:\.git|node_modules|vendor|venv|\.venv|target|coverage|__pycache__|\.turbo|\.cache|\.launch-ready)$/;
/** Where frameworks put what browsers get, pages rendered ahead and the data that they hand over included; the rest of these folders is for the server. */
const CLIENT_PARTS: Readonly<Record<string, readonly BuiltFolder[]>> = {
  '.next': [{ path: 'static' }, { path: 'server/app', only: /\.(?:html|rsc)$/ }, { path: 'server/pages', only: /\.html$|(?<!\.nft|-manifest)\.json$/ }],
  '.nuxt': [{ path: 'dist/client' }],
  '.output': [{ path: 'public' }],
  '.svelte-kit': [{ path: 'output/client' }, { path: 'output/prerendered' }],
  '.vercel': [{ path: 'output/static' }, { path: 'output/functions', only: /\.prerender-fallback\.[\w.]+$/ }],
};
const BUILDS = new Set(['dist', 'build', 'out', '_site', 'www']);
const LOG =
  /(?:^|\/)(?:[\w.-]*\.log|(?:npm-debug|yarn-error|yarn-debug|pnpm-debug|lerna-debug)\.log[\w.-]*)$|\.vercel\/output\/(?:builds|diagnostics\/[\w-]+)\.json$/i;

/** Finds what builds left behind, whether or not git ignores it. */
export async function findBuiltFolders(files: Files, signal: AbortSignal): Promise<BuiltFolders> {
  const found: { folders: BuiltFolder[]; logs: FileEntry[]; leftOut: string[] } = { folders: [], logs: [], leftOut: [] };
  const waiting = [{ path: '', depth: 0 }];
  let seen = 0;
  for (let folder = waiting.shift(); folder; folder = waiting.shift()) {
    signal.throwIfAborted();
    if (++seen > MOST_FOLDERS) {
      found.leftOut.push(`the folders beyond the first ${MOST_FOLDERS}`);
      break;
    }
    for (const entry of await list(files, folder.path)) {
      const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
      if (entry.kind === 'file' && LOG.test(entry.path)) found.logs.push(entry);
      if (entry.kind !== 'directory' || LEFT_ALONE.test(name)) continue;
      const built = await clientFolders(files, entry.path, name);
      found.folders.push(...built);
      if (name === '.vercel') found.logs.push(...(await logsOf(files, entry.path)));
      const isBuild = BUILDS.has(name) || Object.hasOwn(CLIENT_PARTS, name) || name === 'public';
      if (!isBuild && folder.depth < MOST_DEPTH) waiting.push({ path: entry.path, depth: folder.depth + 1 });
    }
  }
  return found;
}

async function clientFolders(files: Files, path: string, name: string): Promise<readonly BuiltFolder[]> {
  if (name === 'public') return [{ path }];
  const parts = Object.hasOwn(CLIENT_PARTS, name) ? CLIENT_PARTS[name] : undefined;
  if (parts) return present(files, path, parts);
  return BUILDS.has(name) ? (await pagesOf(files, path)).map((folder) => ({ path: folder })) : [];
}

async function present(files: Files, path: string, parts: readonly BuiltFolder[]): Promise<readonly BuiltFolder[]> {
  const below = parts.map((part) => ({ ...part, path: `${path}/${part.path}` }));
  const sizes = await Promise.all(below.map(async (part) => (await list(files, part.path)).length));
  return below.filter((_, at) => (sizes[at] ?? 0) > 0);
}

async function pagesOf(files: Files, path: string): Promise<readonly string[]> {
  const entries = await list(files, path);
  // Many builds put the two sides beside each other.
  const sides = entries.filter((entry) => entry.kind === 'directory' && /\/(?:client|browser|public)$/.test(entry.path)).map((entry) => entry.path);
  if (sides.length > 0) return sides;
  if (hasPage(entries)) return [path];
  const below = await Promise.all(
    entries.filter((entry) => entry.kind === 'directory').map(async (entry) => ({ path: entry.path, entries: await list(files, entry.path) })),
  );
  return below.flatMap((folder) => {
    const browser = folder.entries.find((entry) => entry.kind === 'directory' && entry.path.endsWith('/browser'));
    return browser ? [browser.path] : hasPage(folder.entries) ? [folder.path] : [];
  });
}

async function logsOf(files: Files, path: string): Promise<FileEntry[]> {
  const entries = [...(await list(files, `${path}/output`)), ...(await list(files, `${path}/output/diagnostics`))];
  return entries.filter((entry) => entry.kind === 'file' && LOG.test(entry.path));
}

/** Without a page in it, a folder holds a program or a package. */
const hasPage = (entries: readonly FileEntry[]): boolean => entries.some((entry) => entry.kind === 'file' && /\/(?:index|200|404)\.html$/.test(entry.path));

async function list(files: Files, path: string): Promise<readonly FileEntry[]> {
  return files.list(path).catch(() => []);
}
