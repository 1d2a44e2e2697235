import { createRequire } from 'node:module';
import type { Generated } from '../generate.ts';

interface Trie {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: Uint16Array;
  readonly edgeLength: Uint8Array;
  readonly edgeChild: Uint16Array;
  readonly labelText: string;
  readonly rulesRoot: number;
  readonly exceptionsRoot: number;
}
const ICANN = 1;
const PRIVATE = 2;
const COLUMNS = 160;

/** src/data/public-suffixes.ts: the Public Suffix List that the package tldts carries, as text that costs nothing to load. */
export function publicSuffixes(): Generated[] {
  const trie = createRequire(import.meta.url)('../../node_modules/tldts/dist/cjs/src/data/trie.js') as Trie;
  const rules = (flag: number): string[] => [
    ...rulesBelow(trie, trie.rulesRoot, flag).toSorted(),
    ...rulesBelow(trie, trie.exceptionsRoot, flag)
      .map((rule) => `!${rule}`)
      .toSorted(),
  ];
  const [icann, platform] = [rules(ICANN), rules(PRIVATE)];
  if (icann.length < 5000 || platform.length < 1000) throw new Error('the list of public suffixes is too short to be true');
  const text = `/* Made from the Public Suffix List in the package tldts by \`npm run generate\`. Mozilla Public License 2.0, https://publicsuffix.org. Over 300 lines because it is a list. */

/*
 * Groups, parted by semicolons: a parent, then the labels of the rules right below it. The parent of a top-level rule is a dot; \`!\` before a label makes an exception.
 */

/** Suffixes under which registries sell names. */
export const REGISTRY_SUFFIXES = \`${wrapped(grouped(icann))}\`;

/** Suffixes under which companies hand out names to their customers. */
export const PLATFORM_SUFFIXES = \`${wrapped(grouped(platform))}\`;
`;
  return [{ path: 'src/data/public-suffixes.ts', text }];
}

/** Every rule of one kind, in ASCII: names are asked for in their encoded form. */
function rulesBelow({ nodeFlags, edgeStart, edgeLength, edgeChild, labelText }: Trie, root: number, flag: number): string[] {
  const offsets: number[] = [];
  let offset = 0;
  for (const length of edgeLength) {
    offsets.push(offset);
    offset += length;
  }
  const found: string[] = [];
  const visit = (node: number, name: string): void => {
    if (((nodeFlags[node] ?? 0) & flag) !== 0) found.push(name);
    for (let edge = edgeStart[node] ?? 0; edge < (edgeStart[node + 1] ?? 0); edge++) {
      const at = offsets[edge] ?? 0;
      const label = labelText.slice(at, at + (edgeLength[edge] ?? 0));
      visit(edgeChild[edge] ?? 0, name === '' ? label : `${label}.${name}`);
    }
  };
  visit(root, '');
  return found.filter((rule) => /^[\x21-\x7e]+$/.test(rule));
}

/** `jp`, `hokkaido.jp` …: each with the labels below it, as words. */
function grouped(rules: readonly string[]): string[] {
  const below = new Map<string, string[]>();
  for (const rule of rules) {
    const dot = rule.indexOf('.');
    const parent = dot < 0 ? '.' : rule.slice(dot + 1);
    below.set(parent, [...(below.get(parent) ?? []), dot < 0 ? rule : rule.slice(0, dot)]);
  }
  const groups = [...below].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.flatMap(([parent, labels], at) => (at === 0 ? [parent, ...labels] : [`;${parent}`, ...labels]));
}

function wrapped(rules: readonly string[]): string {
  const lines: string[] = [];
  let line = '';
  for (const rule of rules) {
    if (line !== '' && line.length + rule.length >= COLUMNS) {
      lines.push(line);
      line = '';
    }
    line += `${line === '' ? '' : ' '}${rule}`;
  }
  return [...lines, line].join('\n');
}
