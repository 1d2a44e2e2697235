import { Buffer } from 'node:buffer';
import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { shapedRules } from '../../data/secret-rules.ts';
import { readTree } from '../../drivers/repository-tree.ts';
import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { type EnvEntry, envFileStage, readEnvText } from '../../formats/env-entries.ts';
import { envFileKind } from '../../formats/env-file.ts';
import { fileRole } from '../../formats/file-role.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Files } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { envSigns } from '../../recognise/env-value.ts';
import { judgeNamedValue } from '../../recognise/named-value.ts';
import { compileScanner, type SecretScanner } from '../../recognise/secrets/scanner.ts';

const MOST_FOLDERS = 60;
const MOST_FILES = 200;
const SIZE_CAP = 256_000;

export const envValuesProbe = defineProbe({
  id: 'secrets/env-values',
  version: 1,
  title: 'reads the env files on this machine, ignored ones too, and keeps what their values show, never a value',
  about: 'repository',
  needs: {},
  fills: envValues,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 30_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    if (!io.files) throw new CouldNotLook('not-found', 'This run has no repository');
    const limits: Limit[] = [];
    const paths = await envPaths(
      io.files,
      tree.files.map(({ path }) => path),
      limits,
    );
    const scanner = compileScanner(shapedRules);
    const groups = new Map<string, number>();
    const files: EnvValueFile[] = [];
    for (const path of paths.slice(0, MOST_FILES)) {
      const text = await readText(io.files, path, limits);
      if (text !== undefined) files.push(fileOf(path, text, groups, scanner));
    }
    const unescapes = tree.files.some(
      ({ path, bytes }) =>
        /\.[cm]?[jt]sx?$|\.py$/.test(path) &&
        bytes !== undefined &&
        /replace(?:All)?\(\s*(?:\/\\\\n\/g|["']\\\\n["'])/.test(Buffer.from(bytes).toString('latin1')),
    );
    return { value: { files, unescapes }, complete: limits.length > 0 ? limits.slice(0, 50) : true };
  },
});

/** Env files lie in the root, beside a package or beside their example. */
async function envPaths(files: Files, known: readonly string[], limits: Limit[]): Promise<string[]> {
  const near = known.filter(
    (path) => /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|compose\.ya?ml|docker-compose\.ya?ml)$/.test(path) || envFileKind(path) !== undefined,
  );
  const folders = [...new Set(['', ...near.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))])];
  const found = new Set<string>();
  for (const folder of folders.slice(0, MOST_FOLDERS)) {
    try {
      for (const { path, kind } of await files.list(folder))
        if (kind === 'file' && envFileKind(path) !== undefined && fileRole(path) !== 'test') found.add(path);
    } catch {
      limits.push({ part: 'files', says: quote(`${folder || 'the root folder'} cannot be read`) });
    }
  }
  return [...found].sort();
}

async function readText(files: Files, path: string, limits: Limit[]): Promise<string | undefined> {
  try {
    const { bytes, truncated } = await files.read(path, SIZE_CAP);
    if (truncated) limits.push({ part: 'files', says: quote(`the part of ${path} after ${SIZE_CAP / 1000} kB`) });
    return Buffer.from(bytes).toString('utf8');
  } catch {
    limits.push({ part: 'files', says: quote(`${path} cannot be read`) });
    return undefined;
  }
}

function fileOf(path: string, text: string, groups: Map<string, number>, scanner: SecretScanner): EnvValueFile {
  const { entries, unreadable, bom, carriageReturns } = readEnvText(text);
  const kind = envFileKind(path) ?? 'private';
  const variables = entries.slice(0, 2000).map((entry) => variableOf(entry, groups, scanner));
  return { path: quote(path), kind, stage: envFileStage(path), bom, carriageReturns, unreadable: unreadable.slice(0, 20), variables };
}

function variableOf({ name, value, line, faults }: EnvEntry, groups: Map<string, number>, scanner: SecretScanner): EnvValueFile['variables'][number] {
  const hits = scanner.scan(Buffer.from(`${name}=${value.replaceAll('\n', ' ')}\n`), { path: 'value' });
  const key = hits.find((hit) => hit.class === 'secret' && hit.sure)?.format ?? null;
  const isNamed = SECRET_NAME.test(name) && !BROWSER_NAME.test(name) && !PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix));
  const isSecret = key !== null || (isNamed && judgeNamedValue(value) === 'secret');
  // Switches and numbers are the same in every file; only what is long enough to be chosen is compared.
  const group = value.length < 8 ? 0 : (groups.get(value) ?? groups.size + 1);
  if (group > 0) groups.set(value, group);
  return { name, line, group, isSecret, key, faults: [...faults], signs: envSigns(name, value) };
}
