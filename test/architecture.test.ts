import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FOLDERS, type Folder } from '../tools/folders.ts';
import { readSource, sourcePaths, type Edge, type Use } from '../tools/read-source.ts';

const isTest = (path: string): boolean => /\.(test|fixture|real)\.ts$/.test(path);
const product = sourcePaths('src/**/*.ts')
  .filter((path) => !isTest(path))
  .map(readSource);
const everything = sourcePaths('src/**/*.ts', 'range/**/*.ts', 'tools/**/*.ts', 'test/**/*.ts');
const edges = product.flatMap((source) => source.edges);

/** `checks` for src/checks/x.ts, `compose.ts` for src/compose.ts, `range` for range/x.ts. */
function folderOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second : top;
}
const ruleOf = (path: string): Folder | undefined => FOLDERS.find(({ name }) => name === folderOf(path));

test('it sees the code: a gate that can pass without looking is a defect', () => {
  expect(product.length).toBeGreaterThan(120);
  expect(edges.length).toBeGreaterThan(product.length * 1.5);
  expect(edges.filter(({ own }) => own).length).toBeGreaterThan(300);
  expect(edges.some(({ typeOnly }) => typeOnly)).toBe(true);
  expect(edges.some(({ to }) => to.startsWith('node:'))).toBe(true);
  expect(product.flatMap(({ uses }) => uses).length).toBeGreaterThan(10);
});

test('every folder of src has a line in the table, and every line a folder', () => {
  const there = new Set(product.map(({ path }) => folderOf(path)));
  expect([...there].toSorted()).toEqual(FOLDERS.map(({ name }) => name).toSorted());
});

test('each folder imports only what the table allows', () => {
  expect(edges.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
});

function faultOf(edge: Edge): string | undefined {
  const rule = ruleOf(edge.from);
  const place = `${edge.from}:${edge.line} imports ${edge.to}`;
  if (!rule) return `${place}: unknown folder`;
  if (edge.own) {
    const to = folderOf(edge.to);
    if (to === 'range' && edge.from !== 'src/verbs/demo.ts') return `${place}: only the demo may`;
    return to === rule.name || rule.imports.includes(to) ? undefined : `${place}: ${rule.name} may not`;
  }
  if (edge.to.startsWith('node:')) {
    const name = edge.to.slice(5).split('/')[0] ?? '';
    return rule.node.includes('*') || rule.node.includes(name) ? undefined : `${place}: ${rule.name} may not`;
  }
  const name = edge.to
    .split('/')
    .slice(0, edge.to.startsWith('@') ? 2 : 1)
    .join('/');
  return rule.packages.includes(name) ? undefined : `${place}: ${rule.name} may not`;
}

test('clock, randomness, environment and console are touched only where the table says', () => {
  const faults = product.flatMap(({ uses }) => uses.filter((use) => !ruleOf(use.from)?.globals.includes(globalOf(use))));
  expect(faults.map(({ from, line, what }) => `${from}:${line} uses ${what}`)).toEqual([]);
});

function globalOf({ what }: Use): string {
  if (what === 'Math.random') return 'random';
  if (what === 'Date.now' || what === 'new Date()' || what.startsWith('performance')) return 'clock';
  if (what === 'setTimeout' || what === 'setInterval') return 'timers';
  return what.split('.')[0] ?? what;
}

test('importing the config definition costs nothing', () => {
  expect(edges.filter(({ from, typeOnly }) => from === 'src/config/definition.ts' && !typeOnly)).toEqual([]);
});

test('probes and checks are never imported by name above the registry', () => {
  const named = edges.filter(({ from, to }) => /^src\/(probes|checks)\//.test(to) && !/^src\/(probes|checks|compose)/.test(from));
  expect(named).toEqual([]);
});

test('the gate closes: what must not pass does not', () => {
  const edge = (from: string, to: string): string | undefined =>
    faultOf({ from, to, line: 1, own: to.startsWith('src/') || to.startsWith('range/'), typeOnly: true });
  expect(edge('src/checks/email/x.ts', 'src/drivers/dns.ts')).toBe('src/checks/email/x.ts:1 imports src/drivers/dns.ts: checks may not');
  for (const [from, to] of [
    ['src/checks/email/x.ts', 'node:fs'],
    ['src/model/x.ts', 'src/ports/io.ts'],
    ['src/engine/x.ts', 'node:timers/promises'],
    ['src/engine/x.ts', 'src/checks/index.gen.ts'],
    ['src/reporters/x.ts', 'src/engine/rank.ts'],
    ['src/drivers/x.ts', 'node:net'],
    ['src/surfaces/cli/x.ts', 'src/probes/index.gen.ts'],
    ['src/verbs/audit.ts', 'range/world.ts'],
    ['src/formats/x.ts', 'zod/mini'],
    ['src/new-folder/x.ts', 'src/model/text.ts'],
  ] as const)
    expect(edge(from, to)).toBeDefined();
});

/** A file that must be longer says so at its top; a catalogue is data and may be long. */
const MOST_LINES = 300;
const MOST_LINES_TEST = 400;
const REASON = /^\/\*+ Longer than 300 lines: \S/;
/** Of a check, without its imports and its table of problems. */
const MOST_LINES_CHECK = 60;

test('files are short, checks are shorter', () => {
  const long = everything
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
    .filter(({ path, lines }) => {
      if (path.endsWith('.gen.ts') || path.startsWith('src/data/')) return false;
      if (lines > (isTest(path) || path.startsWith('test/') ? MOST_LINES_TEST : MOST_LINES)) return !REASON.test(readFileSync(path, 'utf8'));
      return checkFiles.has(path) && lines - dataLines(path) > MOST_LINES_CHECK;
    });
  expect(checkFiles.size).toBeGreaterThan(5);
  expect(long.map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});

const checkFiles = new Set(edges.filter(({ from, to }) => from === 'src/checks/index.gen.ts' && to.startsWith('src/checks/')).map(({ to }) => to));

/** Lines of imports and of the problem table: data, not judgement. */
function dataLines(path: string): number {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/^(?:import |\} from )[^;]*;\n/gm)].at(-1);
  const table = /^ {2}problems: \{\n[\s\S]*?^ {2}\},\n/m.exec(text)?.[0] ?? '';
  return lineBreaks(text.slice(0, imports ? imports.index + imports[0].length : 0)) + lineBreaks(table);
}
const lineBreaks = (text: string): number => text.split('\n').length - 1;
