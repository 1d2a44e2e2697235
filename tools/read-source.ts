import { globSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

/** One import of a source file. */
export interface Edge {
  /** Repository path with `/`. */
  readonly from: string;
  readonly line: number;
  /** Repository path for our own files, otherwise the specifier. */
  readonly to: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
}
/** A use of something that only some folders may touch: `console.log`, `process.env`, `Date.now` … */
export interface Use {
  readonly from: string;
  readonly line: number;
  readonly what: string;
}
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly edges: readonly Edge[];
  readonly uses: readonly Use[];
}

/** TypeScript files of the repository by glob, in code-unit order, test and generated files included. */
export function sourcePaths(...globs: readonly string[]): string[] {
  return globs
    .flatMap((glob) => globSync(glob, { exclude: ['**/node_modules/**'] }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/** Reads and parses one file (with a real parser, so that text that looks like an import does not count). */
export function readSource(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const starts = lineStarts(text);
  const edges: Edge[] = [];
  const uses: Use[] = [];
  walk(parseAst(text, { lang: 'ts', sourceType: 'module' }, path), (node) => {
    const line = lineAt(starts, node.start);
    const specifier = specifierOf(node);
    if (specifier !== undefined) edges.push(edgeOf(path, line, specifier, isTypeOnly(node)));
    const what = useOf(node);
    if (what !== undefined) uses.push({ from: path, line, what });
  });
  return { path, lines: starts.length - (text.endsWith('\n') ? 1 : 0), edges, uses };
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit);
  else if (isNode(value)) {
    visit(value);
    for (const [key, item] of Object.entries(value)) if (key !== 'parent' && typeof item === 'object') walk(item, visit);
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function specifierOf(node: Node): string | undefined {
  if (!['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'].includes(node.type)) return undefined;
  const source = (node['source'] ?? (node['argument'] as Node | undefined)) as { value?: unknown } | null | undefined;
  return typeof source?.value === 'string' ? source.value : undefined;
}

const isTypeOnly = (node: Node): boolean => node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType';

function edgeOf(from: string, line: number, specifier: string, typeOnly: boolean): Edge {
  const own = specifier.startsWith('.');
  return { from, line, own, typeOnly, to: own ? posix.join(dirname(from), specifier) : specifier };
}

const WATCHED = new Set(['console', 'process', 'fetch', 'setTimeout', 'setInterval', 'performance']);
/** `object.member` for the watched objects, and bare calls of watched functions. */
function useOf(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const object = nameOf(node['object']);
    const member = nameOf(node['property']);
    if (object === undefined || member === undefined) return undefined;
    if (object === 'Date' || object === 'Math') return member === 'now' || member === 'random' ? `${object}.${member}` : undefined;
    return WATCHED.has(object) ? `${object}.${member}` : undefined;
  }
  if (node.type === 'CallExpression') {
    const callee = nameOf(node['callee']);
    return callee !== undefined && WATCHED.has(callee) ? callee : undefined;
  }
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date' && (node['arguments'] as unknown[]).length === 0) return 'new Date()';
  return undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node['name'] === 'string' ? node['name'] : undefined;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
