import { Buffer } from 'node:buffer';
import { ENV_VALIDATORS, IMPLICIT_NAMES } from '../../data/env-conventions.ts';
import { readTree } from '../../drivers/repository-tree.ts';
import { envVariables, type EnvVariables } from '../../evidence/secrets/env-variables.ts';
import { isDeployConfig } from '../../formats/deploy-config.ts';
import { envFileKind, parseEnvFile } from '../../formats/env-file.ts';
import { isReached } from '../../formats/env-use/imports.ts';
import { namesSetIn } from '../../formats/env-use/deploy-uses.ts';
import type { EnvUses } from '../../formats/env-use/model.ts';
import { fileRole } from '../../formats/file-role.ts';
import { dependencyNames, scriptVariables } from '../../formats/package-manifest.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { EnvTally } from './env-tally.ts';

/** Built or copied code is not the project's own. */
const NOT_OWN = /(?:^|\/)(?:dist|build|out|vendor|node_modules|public|static|\.next)\/|\.min\.[cm]?js$/;
/** Files that name variables without needing them. */
const NAMES_ALL = /\.mdx?$|\.rst$|\.txt$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|poetry\.lock|uv\.lock)$/;
const MOST_MENTION_BYTES = 2_000_000;

interface EnvReader {
  readonly findEnvUses: (path: string, text: string) => EnvUses;
  readonly mayUseEnv: (path: string) => boolean;
}

export const envVariablesProbe = defineProbe({
  id: 'secrets/env-variables',
  version: 5,
  title: 'reads which environment variables the code uses and which are documented',
  about: 'repository',
  needs: {},
  fills: envVariables,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    // The parser is large: a run that does not look at the repository never loads it.
    const reader: EnvReader = await import('../../formats/env-use/find.ts');
    const texts = new Map(tree.files.flatMap((file) => (file.bytes ? [[file.path, Buffer.from(file.bytes).toString('utf8')] as const] : [])));
    const tracked = new Set(tree.files.filter((file) => file.tracked).map((file) => file.path));
    const value = summarise(texts, reader, tracked);
    const limits = tree.leftOut
      .filter((what) => reader.mayUseEnv(what) || what.includes('limit'))
      .map((what) => ({ part: 'tree', says: quote(`not read: ${what}`) }));
    return { value, complete: limits.length > 0 ? limits.slice(0, 50) : true };
  },
});

function summarise(texts: ReadonlyMap<string, string>, { findEnvUses, mayUseEnv }: EnvReader, tracked: ReadonlySet<string>): EnvVariables {
  const tally = new EnvTally();
  const documented: EnvVariables['documented'][number][] = [];
  const exampleFiles: string[] = [];
  const packages = new Set<string>();
  const setBy: EnvVariables['setBy'][number][] = [];
  for (const [path, text] of texts) {
    if (path.endsWith('package.json')) {
      for (const name of dependencyNames(text)) packages.add(name);
      // What the project's own scripts set is written down where it is used.
      documented.push(...scriptVariables(text).map((name) => ({ name, path: quote(path), line: lineOf(text, `${name}=`) })));
    }
    if (/(?:^|\/)(?:requirements[\w.-]*\.txt|pyproject\.toml)$/.test(path)) for (const name of pythonPackages(text)) packages.add(name);
    const kind = envFileKind(path);
    if (kind === 'example') exampleFiles.push(path);
    // An env file that everybody gets with the code tells the names just as well.
    if (kind === 'example' || (kind === 'private' && tracked.has(path))) {
      const lines = parseEnvFile(text);
      documented.push(...lines.map(({ name, line }) => ({ name, path: quote(path), line })));
      const set = new Set(lines.filter(({ commented }) => !commented).map(({ name }) => name));
      tally.mayBeLeftOut(lines.filter(({ name, commented }) => commented && !set.has(name)).map(({ name }) => name));
    }
    if (fileRole(path) === 'test') continue;
    if (isDeployConfig(path)) setBy.push(...namesSetIn(text).map((name) => ({ name, path: quote(path) })));
    if (!mayUseEnv(path) || NOT_OWN.test(path)) continue;
    const found = findEnvUses(path, text);
    const checks = found.validations.some(({ atStart, names }) => atStart && names > 1);
    tally.add(path, found, !checks || isReached(path, texts, (other) => fileRole(other) === 'test'));
  }
  const { used, dynamic } = tally.finish();
  documented.push(...namedInDocuments(used, documented, texts));
  const known = new Set(used.map(({ name }) => name));
  const spare = documented.map(({ name }) => name).filter((name) => !known.has(name));
  return {
    used,
    dynamic,
    documented: documented.slice(0, 5000),
    mentioned: mentionedElsewhere(spare, texts).slice(0, 2000),
    implicit: implicitOf(packages).slice(0, 500),
    exampleFiles: exampleFiles.slice(0, 100).map((path) => quote(path)),
    validations: tally.validations.slice(0, 100),
    validators: ENV_VALIDATORS.filter((name) => packages.has(name)),
    published: tally.published.slice(0, 100),
    setBy: setBy.slice(0, 1000),
  };
}

/** A name in the documentation counts as well, but only for what the code really reads. */
function namedInDocuments(used: EnvVariables['used'], documented: EnvVariables['documented'], texts: ReadonlyMap<string, string>): EnvVariables['documented'] {
  const named = new Set(documented.map((entry) => entry.name));
  const documents = [...texts].filter(([path]) => /\.mdx?$|\.rst$/.test(path));
  return used.flatMap(({ name }) => {
    const document = named.has(name) ? undefined : documents.find(([, text]) => text.includes(name) && wordsOf([name]).test(text));
    return document ? [{ name, path: quote(document[0]), line: lineOf(document[1], name) }] : [];
  });
}

/** Names that some file of the project holds as a word: a script, a table that code goes through, the file of a tool. */
function mentionedElsewhere(names: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const left = new Set(names);
  for (const [path, text] of texts) {
    if (left.size === 0) break;
    const isEnv = envFileKind(path) !== undefined;
    if (NAMES_ALL.test(path) || text.length > MOST_MENTION_BYTES) continue;
    // In an env file only a value that refers to it does.
    const found = text.matchAll(isEnv ? /\$\{?([A-Za-z_]\w{0,120})/g : wordsOf([...left]));
    for (const match of found) left.delete(match[1] ?? '');
  }
  return [...new Set(names)].filter((name) => !left.has(name)).sort();
}

const wordsOf = (names: readonly string[]): RegExp => new RegExp(`(?<![A-Za-z0-9_])(${names.join('|')})(?![A-Za-z0-9_])`, 'g');

function implicitOf(packages: ReadonlySet<string>): EnvVariables['implicit'] {
  return [...packages]
    .sort()
    .flatMap((name) => (Object.hasOwn(IMPLICIT_NAMES, name) ? (IMPLICIT_NAMES[name] ?? []).map((variable) => ({ name: variable, package: name })) : []));
}

/** Names of packages in a list of requirements, as far as a line begins with one. */
function pythonPackages(text: string): string[] {
  return [...text.matchAll(/^\s*["']?([A-Za-z][\w.-]{1,60})(?:\[[\w,-]*\])?\s*(?:[=<>~!^;@"',]|$)/gm)].map((match) => `pypi:${(match[1] ?? '').toLowerCase()}`);
}

function lineOf(text: string, name: string): number {
  return text.slice(0, text.indexOf(name)).split('\n').length;
}
