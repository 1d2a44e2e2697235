import { describe, expect, test } from 'vitest';
import { moduleChain } from './module-chain.ts';
import { moduleName, originOf, readSourceMap } from './source-map.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function vlq(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = '';
  do {
    const digit = rest % 32;
    rest = Math.floor(rest / 32);
    text += DIGITS[digit + (rest > 0 ? 32 : 0)] ?? '';
  } while (rest > 0);
  return text;
}
/** Lines of segments: column, and source, line and column there; absolute, as a person writes them. */
function mappings(lines: readonly (readonly (readonly number[])[])[]): string {
  let [source, line, column] = [0, 0, 0];
  return lines
    .map((segments) => {
      let at = 0;
      return segments
        .map(([generated = 0, s, l = 0, c = 0]) => {
          let text = vlq(generated - at);
          at = generated;
          if (s !== undefined) {
            text += vlq(s - source) + vlq(l - line) + vlq(c - column);
            [source, line, column] = [s, l, c];
          }
          return text;
        })
        .join(',');
    })
    .join(';');
}

const MAP = {
  version: 3,
  sources: ['../src/main.ts', '../src/lib/model.ts'],
  sourcesContent: ['import { ask } from "./lib/model";\nask();', 'export const ask = 1;'],
  mappings: mappings([[[0, 0, 0, 0], [100, 1, 7, 4], [140]], [], [[5, 0, 900, 80]]]),
};

describe('a place in a built file', () => {
  const map = readSourceMap(JSON.stringify(MAP));
  test.each([
    [0, 0, { module: 0, place: { line: 0, column: 0 } }],
    [0, 99, { module: 0, place: { line: 0, column: 0 } }],
    [0, 100, { module: 1, place: { line: 7, column: 4 } }],
    [0, 139, { module: 1, place: { line: 7, column: 4 } }],
    [0, 140, undefined],
    [1, 3, undefined],
    [2, 4, undefined],
    [2, 5, { module: 0, place: { line: 900, column: 80 } }],
    [9, 0, undefined],
  ])('line %i, column %i', (line, column, origin) => {
    expect(map && originOf(map, { line, column })).toEqual(origin);
  });

  test('is found in a map made of sections', () => {
    const sections = [
      { offset: { line: 0, column: 0 }, map: MAP },
      { offset: { line: 3, column: 10 }, map: { version: 3, sources: ['turbopack:///[project]/app/page.tsx'], mappings: 'AAAA' } },
    ];
    const sectioned = readSourceMap(JSON.stringify({ version: 3, sections }));
    expect(sectioned?.modules.map(({ name }) => name)).toEqual(['src/main.ts', 'src/lib/model.ts', 'app/page.tsx']);
    expect(sectioned && originOf(sectioned, { line: 3, column: 10 })).toEqual({ module: 2, place: { line: 0, column: 0 } });
    expect(sectioned && originOf(sectioned, { line: 0, column: 120 })?.module).toBe(1);
  });
});

test('what is no source map is nothing', () => {
  for (const text of ['', '{}', '[]', 'null', '{"sources":1}', '<!doctype html>', '{"version":3,"sections":[{"map":1},null]}'])
    expect(readSourceMap(text)).toBeUndefined();
  expect(readSourceMap(`)]}'\n${JSON.stringify(MAP)}`)?.modules).toHaveLength(2);
  const broken = readSourceMap('{"sources":["a"],"mappings":"!!,,;AA*"}');
  expect(broken && originOf(broken, { line: 0, column: 3 })).toBeUndefined();
});

test.each([
  ['webpack://_N_E/./src/lib/model.ts?a1b2', 'src/lib/model.ts'],
  ['webpack:///./components/Chat.tsx', 'components/Chat.tsx'],
  ['turbopack:///[project]/app/page.tsx', 'app/page.tsx'],
  ['../../src/main.ts', 'src/main.ts'],
  ['file:///srv/acme/apps/web/src/lib/a.ts', 'acme/apps/web/src/lib/a.ts'],
  ['../../node_modules/.pnpm/openai@4/node_modules/openai/index.mjs', 'node_modules/openai/index.mjs'],
])('%s is called %s', (source, name) => {
  expect(moduleName(source)).toBe(name);
});

describe('who imports a module', () => {
  const modules = (files: Readonly<Record<string, string>>) => Object.entries(files).map(([name, content]) => ({ name, content }));
  const chain = (files: Readonly<Record<string, string>>, target: string): string[] => moduleChain(modules(files), Object.keys(files).indexOf(target));

  test.each([
    ['by relative names', { 'src/main.tsx': "import App from './App'", 'src/App.tsx': 'import{ask}from"../src/lib/model.js"', 'src/lib/model.ts': '' }],
    ['by an alias', { 'src/main.tsx': "import App from '@/App'", 'src/App.tsx': "const { ask } = await import('@/lib/model')", 'src/lib/model.ts': '' }],
    ['by index files', { 'src/main.tsx': "import './App'", 'src/App.tsx': "require('./lib')", 'src/lib/index.ts': '' }],
  ])('%s', (_, files) => {
    const target = Object.keys(files).at(-1) ?? '';
    expect(chain(files, target)).toEqual([target, 'src/App.tsx', 'src/main.tsx']);
  });

  test('circles end, packages import nothing of ours, and an unknown importer leaves the module alone', () => {
    expect(chain({ 'a.ts': "import './b'", 'b.ts': "import './a'" }, 'a.ts')).toEqual(['a.ts', 'b.ts']);
    expect(chain({ 'src/a.ts': '', 'node_modules/x/a.js': "import '../../src/a'" }, 'src/a.ts')).toEqual(['src/a.ts']);
    expect(chain({ 'lib/a.ts': '', 'app/lib/a.ts': '', 'main.ts': "import '@/a'" }, 'lib/a.ts')).toEqual(['lib/a.ts']);
    expect(moduleChain([], 3)).toEqual(['']);
  });
});
