import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import type { EnvValueFile, EnvValues } from '../../evidence/secrets/env-values.ts';
import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';
import type { PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import type { Proof } from '../../model/finding.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';

type Variable = EnvValueFile['variables'][number];
export interface Placed {
  readonly file: EnvValueFile;
  readonly variable: Variable;
}

/** Variables of the files that hold real values, one by one. */
export function privateVariables(files: readonly EnvValueFile[]): Placed[] {
  return files.filter(({ kind }) => kind === 'private').flatMap((file) => file.variables.map((variable) => ({ file, variable })));
}

/** Names only, and the line: a proof never shows a value. */
export function proofAt(says: string, placed: readonly Placed[]): Proof[] {
  return placed.slice(0, 8).map(({ file, variable }) => {
    return { says: `${says}: ${variable.name}`, ...(variable.line > 0 && { location: { path: file.path, line: variable.line } }) };
  });
}

/** Each name once, in order. */
export const namesOf = (placed: readonly Placed[]): string[] => [...new Set(placed.map(({ variable }) => variable.name))].sort();

/** By its name it opens something and is not made for browsers. */
export const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name) && !BROWSER_NAME.test(name) && !PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix));

/** What a host shows of its variables, as if it stood in a file: without lines, and only what could be read. */
export function filesWith(values: EnvValues, platform: PlatformVariables | undefined, { environment }: Pick<Intent, 'environment'>): readonly EnvValueFile[] {
  const readable = platform?.variables.filter(({ read }) => read) ?? [];
  if (!platform || readable.length === 0) return values.files;
  const stage = environment === 'production' || environment === 'staging' || environment === 'development' ? environment : 'any';
  const path = quote(`${platform.title} (${platform.target})`);
  const plain = { line: 0, group: 0, key: null, faults: [] };
  const variables = readable.map(({ name, signs }) => ({ ...plain, name, signs, isSecret: isSecretName(name) }));
  return [...values.files, { path, kind: 'private', stage, bom: false, carriageReturns: false, unreadable: [], variables }];
}

/** One reason for all checks that would have to know what is set: the report tells it once. */
export function namesNotKnown({ environment, variables }: Pick<Intent, 'environment' | 'variables'>): string {
  if (variables?.platform) return didNotTell(variables.platform, environment);
  return `which variables ${environment} has is not known: name them, a file with them, or your host in the config (key variables)`;
}

/** The same for values. */
export function valuesNotSeen({ environment, variables }: Pick<Intent, 'environment' | 'variables'>): string {
  if (variables?.platform) return didNotTell(variables.platform, environment);
  return `the values that ${environment} uses were not seen: none are in env files here, and the host was not asked (config: variables.platform)`;
}

const didNotTell = ({ name, project, tokenEnv }: NonNullable<NonNullable<Intent['variables']>['platform']>, environment: string): string =>
  `${name} did not tell what ${environment} has: see that ${tokenEnv} is set here and may read the project ${project}`;

/** Where each variable is read, or else named; by name. */
export function namedIn({ used, documented }: EnvVariables): readonly (readonly [name: string, proof: Proof[]])[] {
  const places = new Map<string, Proof[]>();
  for (const use of used)
    places.set(
      use.name,
      use.places.slice(0, 5).map((place) => ({ says: 'Read here', location: place })),
    );
  for (const { name, path, line } of documented) if (!places.has(name)) places.set(name, [{ says: 'Named here', location: { path, line } }]);
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1));
}
