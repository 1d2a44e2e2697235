import type { SourceModule } from './source-map.ts';

const MOST_CHARACTERS = 30_000_000;
const MOST_STEPS = 8;
const MOST_IMPORTS = 500;
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]{1,300})["']/g;
const ENDING = /(?:\/index)?\.(?:d\.)?(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

/**
 * The way by which a module came into a bundle, as far as the texts in its source map tell: the module, who imports it, who imports that, up to one that nobody imports.
 * The shortest way through the project's own modules; just the module when no text names it.
 */
export function moduleChain(modules: readonly SourceModule[], target: number): string[] {
  const importers = importersOf(modules);
  const before = new Map<number, number>([[target, -1]]);
  let last = target;
  for (const module of before.keys()) {
    const next = [...(importers.get(module) ?? [])].filter((importer) => !before.has(importer));
    last = module;
    if (next.length === 0 && module !== target) break;
    for (const importer of next) before.set(importer, module);
  }
  const chain: string[] = [];
  for (let module = last; module >= 0; module = before.get(module) ?? -1) chain.unshift(modules[module]?.name ?? '');
  // The end of a long way tells least.
  return chain.slice(0, MOST_STEPS);
}

function importersOf(modules: readonly SourceModule[]): ReadonlyMap<number, ReadonlySet<number>> {
  const byPath = new Map<string, number>();
  for (const [index, { name }] of modules.entries()) {
    const path = bare(name);
    if (!byPath.has(path)) byPath.set(path, index);
  }
  const byEnd = endings(byPath);
  const importers = new Map<number, Set<number>>();
  let characters = 0;
  for (const [index, { name, content }] of modules.entries()) {
    if (content === undefined || name.includes('node_modules/')) continue;
    characters += content.length;
    if (characters > MOST_CHARACTERS) break;
    let imports = 0;
    for (const match of content.matchAll(IMPORT)) {
      if (++imports > MOST_IMPORTS) break;
      const imported = resolve(match[1] ?? '', name, byPath, byEnd);
      if (imported === undefined || imported === index) continue;
      importers.set(imported, (importers.get(imported) ?? new Set()).add(index));
    }
  }
  return importers;
}

/** `./model`, `../lib/model.js`; of a name with an alias (`@/lib/model`, `$lib/model`, `~/lib/model`) what comes behind it. */
function resolve(wanted: string, from: string, byPath: ReadonlyMap<string, number>, byEnd: ReadonlyMap<string, number>): number | undefined {
  const text = wanted.replace(/[?#].*$/, '');
  if (text.startsWith('.')) return byPath.get(bare(joined(from, text)));
  const path = bare(text);
  return byPath.get(path) ?? (/^(?:@|~|#|src)\/|^\$/.test(text) ? byEnd.get(bare(text.replace(/^(?:[@~#]\/|\$)/, ''))) : undefined);
}

function joined(from: string, relative: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const bare = (name: string): string => name.replace(ENDING, '').replace(/\/index$/, '');

/** The last parts of every path, where they are those of one module only. */
function endings(byPath: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [path, index] of byPath) {
    const parts = path.split('/');
    for (let from = 1; from < Math.min(parts.length, 6); from++) {
      const end = parts.slice(from).join('/');
      found.set(end, found.has(end) ? -1 : index);
    }
  }
  for (const [end, index] of found) if (index < 0) found.delete(end);
  return found;
}
