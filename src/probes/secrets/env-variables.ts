import { Buffer } from 'node:buffer';
import { GIVEN_NAMES, IMPLICIT_NAMES } from '../../data/env-conventions.ts';
import { readTree, type TreeFile } from '../../drivers/repository-tree.ts';
import { envVariables, type EnvVariables } from '../../evidence/secrets/env-variables.ts';
import { envFileKind, parseEnvFile } from '../../formats/env-file.ts';
import { findEnvUses } from '../../formats/env-usage.ts';
import { fileRole } from '../../formats/file-role.ts';
import { dependencyNames, scriptVariables } from '../../formats/package-manifest.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';

const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|rb|rs|prisma)$/;
/** Built or copied code is not the project's own. */
const NOT_OWN = /(?:^|\/)(?:dist|build|out|vendor|node_modules|public|static|\.next)\/|\.min\.[cm]?js$|\.d\.ts$/;

/** Of each variable; nobody reads further, and a large repository has thousands. */
const MOST_PLACES = 5;

export const envVariablesProbe = defineProbe({
  id: 'secrets/env-variables',
  version: 3,
  title: 'reads which environment variables the code uses and which are documented',
  about: 'repository',
  needs: {},
  fills: envVariables,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    const texts = new Map(tree.files.flatMap((file) => (file.bytes ? [[file.path, textOf(file)] as const] : [])));
    const value = summarise(texts);
    const limits = tree.leftOut
      .filter((what) => SOURCE.test(what) || what.includes('limit'))
      .map((what) => ({ part: 'tree', says: quote(`not read: ${what}`) }));
    return { value, complete: limits.length > 0 ? limits.slice(0, 50) : true };
  },
});

function textOf({ bytes }: TreeFile): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

function summarise(texts: ReadonlyMap<string, string>): EnvVariables {
  const used = new Map<string, { hasDefault: boolean; places: { path: ReturnType<typeof quote>; line: number }[] }>();
  const dynamic: { path: ReturnType<typeof quote>; line: number }[] = [];
  const documented: { name: string; path: ReturnType<typeof quote>; line: number }[] = [];
  const exampleFiles: string[] = [];
  const documents: [string, string][] = [];
  const packages = new Set<string>();
  const optional = new Set<string>();
  for (const [path, text] of texts) {
    if (path.endsWith('package.json')) {
      for (const name of dependencyNames(text)) packages.add(name);
      // What the project's own scripts set is written down where it is used.
      documented.push(...scriptVariables(text).map((name) => ({ name, path: quote(path), line: lineOf(text, `${name}=`) })));
    }
    if (envFileKind(path) === 'example') {
      exampleFiles.push(path);
      documented.push(...parseEnvFile(text).map(({ name, line }) => ({ name, path: quote(path), line })));
    }
    if (/\.mdx?$|\.rst$/.test(path)) documents.push([path, text]);
    if (!SOURCE.test(path) || NOT_OWN.test(path) || fileRole(path) === 'test' || !/env/i.test(text)) continue;
    const { uses, dynamicLines, optionalNames } = findEnvUses(text);
    for (const name of optionalNames) optional.add(name);
    dynamic.push(...dynamicLines.map((line) => ({ path: quote(path), line })));
    for (const { name, line, hasDefault } of uses) {
      if (GIVEN_NAMES.test(name)) continue;
      const known = used.get(name) ?? { hasDefault: true, places: [] };
      used.set(name, known);
      known.hasDefault &&= hasDefault;
      if (known.places.length < MOST_PLACES) known.places.push({ path: quote(path), line });
    }
  }
  // A name in the documentation counts as well, but only for what the code really reads.
  const named = new Set(documented.map((entry) => entry.name));
  for (const name of used.keys()) {
    const document = named.has(name) ? undefined : documents.find(([, text]) => new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`).test(text));
    if (document) documented.push({ name, path: quote(document[0]), line: lineOf(document[1], name) });
  }
  const implicit = [...packages]
    .sort()
    .flatMap((name) => (Object.hasOwn(IMPLICIT_NAMES, name) ? (IMPLICIT_NAMES[name] ?? []).map((variable) => ({ name: variable, package: name })) : []));
  return {
    used: [...used]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .slice(0, 2000)
      .map(([name, { hasDefault, places }]) => ({ name, hasDefault: hasDefault || optional.has(name), places })),
    documented: documented.slice(0, 5000),
    implicit: implicit.slice(0, 500),
    dynamic: dynamic.slice(0, 200),
    exampleFiles: exampleFiles.slice(0, 100).map((path) => quote(path)),
  };
}

function lineOf(text: string, name: string): number {
  return text.slice(0, text.indexOf(name)).split('\n').length;
}
