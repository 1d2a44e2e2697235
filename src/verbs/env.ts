import { PUBLIC_PREFIXES } from '../data/env-conventions.ts';
import { ENV_PURPOSES } from '../data/env-purposes.ts';
import { envVariables, type EnvVariables } from '../evidence/secrets/env-variables.ts';
import { type EnvOutput, exampleText, pythonText, schemaText } from '../formats/env-outputs.ts';
import { dependencyNames } from '../formats/package-manifest.ts';
import type { EnvFilePlan, EnvPlan } from '../model/env-plan.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import type { Files } from '../ports/io.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { seenIn } from './how-to/seen-in.ts';

export interface EnvOptions {
  readonly intent: Intent;
  /** Where the module goes, below the repository. */
  readonly module?: string;
  readonly signal: AbortSignal;
}

const SIZE_CAP = 1_000_000;

/** What `.env.example` and a module that checks the variables at start would be, from what the code uses. Writes nothing. */
export async function planEnv({ intent, module, signal }: EnvOptions, deps: Deps): Promise<EnvPlan> {
  if (!intent.repository) throw new UsageError('there is no repository to read; run it in the folder of your app, or name one with --repo');
  const run = await audit({ intent, selection: { checks: ['secrets/env-example'] }, archive: false, signal }, deps);
  const seen = seenIn(run, envVariables, '.');
  if (!seen) throw new UsageError('the repository could not be read');
  const { files } = await deps.openIo(intent);
  const read = async (path: string): Promise<string | undefined> => textOf(files, path);
  const examplePath = seen.exampleFiles[0] ?? '.env.example';
  const isPython = module === undefined ? mostlyPython(seen) : module.endsWith('.py');
  const modulePath = module ?? modulePlace(seen, isPython);
  const outputs = outputsOf(seen, modulePath);
  const inModule = outputs.filter(({ name }) => isRead(seen, name) && !PUBLIC_PREFIXES.some((prefix) => prefix !== 'NEXT_PUBLIC_' && name.startsWith(prefix)));
  const text = isPython
    ? pythonText(inModule, { withPydantic: await hasPydantic(read), example: examplePath })
    : schemaText(inModule, { withZod: dependencyNames((await read('package.json')) ?? '{}').includes('zod'), example: examplePath });
  return {
    needed: outputs.filter(({ needed }) => needed).length,
    optional: outputs.filter(({ needed }) => !needed).length,
    dynamic: seen.dynamic,
    example: exampleOf(examplePath, await read(examplePath), outputs, seen),
    module: { path: modulePath, text, added: '', is: compared(await read(modulePath), text) },
  };
}

/** Writes what is new and what only grows; a file that differs is the user's. */
export async function writeEnv(
  plan: EnvPlan,
  root: string,
  join: (root: string, path: string) => string,
  deps: Pick<Deps, 'writeFile'>,
): Promise<readonly string[]> {
  const wanted = [plan.example, plan.module].filter(({ is }) => is === 'new' || is === 'longer');
  for (const { path, text } of wanted) await deps.writeFile(join(root, path), text);
  return wanted.map(({ path }) => path);
}

/** Where most of what is read stands in Python. */
function mostlyPython(seen: EnvVariables): boolean {
  const inPython = seen.used.filter(({ places }) => places[0]?.path.endsWith('.py')).length;
  return inPython * 2 > seen.used.length;
}

/** Beside the code that reads, in the folder that most frameworks look into. */
function modulePlace(seen: EnvVariables, isPython: boolean): string {
  const folder = (isPython ? ['app/', 'src/'] : ['src/']).find((one) => seen.used.some(({ places }) => places.some(({ path }) => path.startsWith(one)))) ?? '';
  return `${folder}env.${isPython ? 'py' : 'ts'}`;
}

async function hasPydantic(read: (path: string) => Promise<string | undefined>): Promise<boolean> {
  const lists = await Promise.all(['requirements.txt', 'pyproject.toml'].map(read));
  return lists.some((text) => /\bpydantic[-_]settings\b/i.test(text ?? ''));
}

async function textOf(files: Files | undefined, path: string): Promise<string | undefined> {
  try {
    return files && new TextDecoder().decode((await files.read(path, SIZE_CAP)).bytes);
  } catch {
    return undefined;
  }
}

const compared = (there: string | undefined, text: string): EnvFilePlan['is'] => (there === undefined ? 'new' : there === text ? 'same' : 'differs');
const isRead = (seen: EnvVariables, name: string): boolean => seen.used.some((use) => use.name === name && use.inApp);

/** The module itself is no reason for what stands in it. */
function outputsOf(seen: EnvVariables, modulePath: string): EnvOutput[] {
  return seen.used
    .filter(({ inApp, need }) => inApp || need !== 'optional')
    .map(({ name, need, places }) => {
      const place = places.find(({ path }) => path !== modulePath) ?? places[0];
      const purpose = ENV_PURPOSES.find((one) => one.name.test(name));
      return {
        name,
        needed: need !== 'optional',
        ...(purpose && { is: purpose.is, from: purpose.from }),
        ...(place && { readAt: `${place.path}:${place.line}` }),
      };
    });
}

/** What is there stays as it is; what is missing comes behind it. */
function exampleOf(path: string, there: string | undefined, outputs: readonly EnvOutput[], seen: EnvVariables): EnvFilePlan {
  const named = new Set(seen.documented.filter((entry) => entry.path === path).map(({ name }) => name));
  const added = exampleText(outputs.filter(({ name }) => !named.has(name)));
  if (there === undefined) return { path, text: added, added, is: 'new' };
  const gap = there === '' || there.endsWith('\n') ? '' : '\n';
  return { path, text: `${there}${gap}${added}`, added, is: added === '' ? 'same' : 'longer' };
}
