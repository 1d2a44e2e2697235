import { Buffer } from 'node:buffer';
import { readTree } from '../../drivers/repository-tree.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';

/** Contents by path, decoded when asked for; `undefined` for what is not text. */
export type Texts = ReadonlyMap<string, () => string | undefined>;

/** The files of the repository as texts, and what was left out. */
export async function readTexts(io: Io, signal: AbortSignal): Promise<{ texts: Texts; limits: readonly Limit[] }> {
  const tree = await readTree(io, signal);
  const texts = new Map(tree.files.map(({ path, bytes }) => [path, () => bytes && Buffer.from(bytes).toString('utf8')] as const));
  const limits = tree.leftOut.filter((what) => !/MB|submodule/.test(what)).map((what) => ({ part: 'tree', says: quote(`not read: ${what}`) }));
  return { texts, limits: limits.slice(0, 50) };
}

/** Package scripts of the root package.json, or of the only one there is. */
export function manifestTexts(texts: Texts): string[] {
  const paths = [...texts.keys()].filter((path) => /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)(?:fixtures?|examples?|templates?|test)\//.test(path));
  return paths
    .sort((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, 40)
    .flatMap((path) => texts.get(path)?.() ?? []);
}
