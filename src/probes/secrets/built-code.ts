import { Buffer } from 'node:buffer';
import { isCompressed } from '../../drivers/repository-tree.ts';
import { type BuiltCode, builtCode } from '../../evidence/secrets/built-code.ts';
import type { ClientPart } from '../../evidence/secrets/client-secret.ts';
import { ownValues } from '../../evidence/secrets/own-values.ts';
import { sourceMapOf } from '../../formats/code-references.ts';
import { htmlPart } from '../../formats/html-part.ts';
import { readSourceMap } from '../../formats/source-map.ts';
import { maybe } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { FileEntry, Files } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { type BuiltFolder, findBuiltFolders } from './built-folders.ts';
import { type ClientSecrets, clientSecrets, type ClientText } from './client-secrets.ts';
import { lentValueSearch } from './own-value-search.ts';
import { clientScan } from './secret-scan.ts';

const MOST_FILES = 4000;
const MOST_TOTAL = 250_000_000;
const MOST_BYTES = 24_000_000;
const MOST_MS = 25_000;
const MOST_DEPTH = 12;

export const builtCodeProbe = defineProbe({
  id: 'secrets/built-code',
  version: 1,
  title: 'looks for keys and own values in what builds left for browsers, and in build logs',
  about: 'repository',
  needs: { own: maybe(ownValues) },
  fills: builtCode,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 45_000,
  async gather({ io, intent, signal }) {
    const { files } = io;
    if (!files) throw new CouldNotLook('not-found', 'this run has no repository');
    const { folders, logs, leftOut } = await findBuiltFolders(files, signal);
    const limits: Limit[] = leftOut.map((what) => ({ part: 'code', says: quote(`not looked into: ${what}`) }));
    const secrets = clientSecrets(await clientScan(io, intent.secretRules), await lentValueSearch(io, signal));
    const entries = (await Promise.all(folders.map(async (folder) => filesBelow(files, folder, limits)))).flat();
    const wanted = entries.filter(({ path }) => !isCompressed(path));
    const reading = { until: io.clock.mono() + MOST_MS, now: () => io.clock.mono(), limits, signal };
    const code = await readAll(files, wanted, 'code', reading, (entry, bytes) => readBuilt(files, secrets, entry, bytes));
    await readAll(files, logs, 'logs', reading, async ({ path }, bytes) => secrets.read({ bytes, at: path, part: 'log' }));
    const value: BuiltCode = {
      secrets: secrets.all(),
      folders: folders.slice(0, 50).map(({ path }) => quote(path)),
      ...code,
      logs: logs.slice(0, 50).map(({ path }) => quote(path)),
    };
    return { value, complete: limits.length > 0 ? limits.slice(0, 60) : true };
  },
});

async function filesBelow(files: Files, folder: BuiltFolder, limits: Limit[]): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  const waiting = [{ path: folder.path, depth: 0 }];
  for (let at = waiting.pop(); at && found.length <= MOST_FILES; at = waiting.pop()) {
    const entries = await files.list(at.path).catch(() => {
      limits.push({ part: 'code', says: quote(`${at?.path ?? folder.path} cannot be read`) });
      return [];
    });
    for (const entry of entries) {
      if (entry.kind === 'file' && (folder.only?.test(entry.path) ?? true)) found.push(entry);
      else if (entry.kind === 'directory' && !/\/(?:node_modules|server)$/.test(entry.path) && at.depth < MOST_DEPTH)
        waiting.push({ path: entry.path, depth: at.depth + 1 });
    }
  }
  return found;
}

interface Reading {
  readonly until: number;
  readonly now: () => number;
  readonly limits: Limit[];
  readonly signal: AbortSignal;
}

async function readAll(
  files: Files,
  entries: readonly FileEntry[],
  part: 'code' | 'logs',
  { until, now, limits, signal }: Reading,
  each: (entry: FileEntry, bytes: Uint8Array) => Promise<void>,
): Promise<{ files: number; bytes: number }> {
  const read = { files: 0, bytes: 0 };
  for (const entry of entries) {
    signal.throwIfAborted();
    if (read.files >= MOST_FILES || read.bytes > MOST_TOTAL || now() > until) {
      limits.push({ part, says: quote(`${entries.length - read.files} files were not read: too many, too large or too slow`) });
      break;
    }
    try {
      const { bytes, truncated } = await files.read(entry.path, MOST_BYTES);
      if (truncated) limits.push({ part, says: quote(`the part of ${entry.path} after ${MOST_BYTES / 1e6} MB was not read`) });
      read.files++;
      read.bytes += bytes.length;
      await each(entry, bytes);
    } catch (error) {
      if (signal.aborted) throw error;
      limits.push({ part, says: quote(`${entry.path} cannot be read`) });
    }
  }
  return read;
}

async function readBuilt(files: Files, secrets: ClientSecrets, { path }: FileEntry, bytes: Uint8Array): Promise<void> {
  if (path.endsWith('.map')) {
    const map = readSourceMap(Buffer.from(bytes).toString('utf8'));
    if (map) return secrets.readMap(map, path);
  }
  const map = /\.(?:m?js|css)$/.test(path) ? await mapOf(files, path, bytes) : undefined;
  secrets.read({ bytes, at: path, part: partOf(path, bytes), map });
}

/** The map that the file names, which newer builds call by another name than the file, or the one that is called after it. */
async function mapOf(files: Files, path: string, code: Uint8Array): Promise<ClientText['map']> {
  const named = sourceMapOf(Buffer.from(code.subarray(-2000)).toString('utf8'));
  const beside = named === undefined ? `${path}.map` : `${path.slice(0, path.lastIndexOf('/') + 1)}${named.slice(named.lastIndexOf('/') + 1)}`;
  const entry = await files.stat(beside).catch(() => undefined);
  if (entry?.kind !== 'file') return undefined;
  const { bytes } = await files.read(entry.path, MOST_BYTES);
  return () => readSourceMap(Buffer.from(bytes).toString('utf8'));
}

function partOf(path: string, bytes: Uint8Array): ClientText['part'] {
  if (/\.html?$/.test(path)) return htmlPartOf(bytes);
  if (/\/server\/pages\/.*\.json$|\.rsc$|\.prerender-fallback\./.test(path)) return 'payload';
  if (path.endsWith('.css')) return 'style';
  if (/\.webmanifest$|(?:^|\/)manifest\.json$/.test(path)) return 'manifest';
  if (path.endsWith('.json')) return 'settings';
  if (path.endsWith('.map')) return 'source-map';
  return /\.(?:txt|data)$/.test(path) ? 'payload' : 'script';
}

/** Offsets are of bytes, the page is read as text. */
export function htmlPartOf(bytes: Uint8Array): (offset: number) => ClientPart {
  return (offset) => {
    const before = Buffer.from(bytes.subarray(0, offset)).toString('utf8');
    return htmlPart(before, before.length);
  };
}
