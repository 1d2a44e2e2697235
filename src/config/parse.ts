import type * as z from 'zod/mini';
import { ConfigError } from '../model/errors.ts';
import { quote } from '../model/text.ts';
import type { LaunchReadyConfig } from './definition.ts';
import { canonicalName } from './names.ts';
import { nearest } from './nearest.ts';
import { configSchema } from './schema.ts';
import { secretShape } from './secret-shape.ts';

const MOST_FAULTS = 20;
const MOST_DEPTH = 8;

/**
 * Validates a config as loaded from `file`. Unknown keys are refused, secrets are refused, and every fault names its path, what was expected and, for a
 * misspelling, the nearest valid word. Loads the validator: import this file lazily.
 * @throws ConfigError with at most 20 faults
 */
export function parseConfig(value: unknown, file: string): LaunchReadyConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError(file, [`expected an object of settings as its ${file.endsWith('.json') ? 'only value' : 'default export'}; got ${kindOf(value)}`]);
  }
  const secrets = secretsIn(value, '', 0);
  const result = configSchema.safeParse(value);
  const faults = new Map(secrets);
  for (const issue of result.success ? [] : result.error.issues) {
    for (const { path, says } of faultsOf(issue, value)) if (!secrets.has(path)) faults.set(path, says);
  }
  if (result.success) for (const { path, says } of repeatedHosts(result.data as LaunchReadyConfig)) faults.set(path, says);
  if (faults.size > 0 || !result.success) {
    const lines = [...faults].map(([path, says]) => (path === '' ? says : `${path}: ${says}`));
    const more = lines.length - MOST_FAULTS;
    throw new ConfigError(file, more > 0 ? [...lines.slice(0, MOST_FAULTS), `and ${more} more`] : lines);
  }
  return result.data as LaunchReadyConfig;
}

interface Fault {
  readonly path: string;
  readonly says: string;
}

function faultsOf(issue: z.core.$ZodIssue, root: unknown): Fault[] {
  const path = dotted(issue.path);
  const value = valueAt(root, issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: dotted([...issue.path, key]), says: unknownKey(key, keysAt(configSchema, issue.path)) }));
  }
  return [{ path, says: faultOf(issue, value) }];
}

function faultOf(issue: Exclude<z.core.$ZodIssue, { code: 'unrecognized_keys' }>, value: unknown): string {
  const { code } = issue;
  if (code === 'invalid_value') return invalidValue(value, issue.values.map(String));
  if (code === 'invalid_type') {
    return value === undefined ? `missing; expected ${article(issue.expected)}` : `expected ${article(issue.expected)}; got ${kindOf(value)}`;
  }
  if (code === 'too_small') return 'must not be empty';
  if (code === 'too_big') return `expected at most ${String(issue.maximum)} characters`;
  if (code === 'invalid_key') return issue.issues[0]?.message ?? 'not a valid key';
  if (code === 'invalid_union') return `expected a path, or false for none; got ${kindOf(value)}`;
  return typeof value === 'string' ? `${issue.message}; got "${quote(value, 60)}"` : issue.message;
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === undefined ? `unknown key; expected one of ${known.join(', ')}` : `unknown key; did you mean ${meant}?`;
}

function invalidValue(value: unknown, options: readonly string[]): string {
  if (value === undefined) return `missing; expected one of ${someOf(options)}`;
  const meant = typeof value === 'string' ? nearest(value, options) : undefined;
  const got = typeof value === 'string' ? `"${quote(value, 60)}"` : kindOf(value);
  return `expected one of ${someOf(options)}; got ${got}${meant === undefined ? '' : `; did you mean ${meant}?`}`;
}

const someOf = (options: readonly string[]): string => (options.length > 14 ? `${options.slice(0, 3).join(', ')} … ${options.at(-1)}` : options.join(', '));

/** `hosts[1].purpose` */
export function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? quote(String(part), 60) : `${text}.${quote(String(part), 60)}`;
  }, '');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined), root);
}

interface SchemaDef {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly innerType?: unknown;
  readonly element?: unknown;
  readonly valueType?: unknown;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  let at = plain(schema);
  for (const part of path) at = plain(typeof part === 'number' ? at?.element : (at?.shape?.[String(part)] ?? at?.valueType));
  return Object.keys(at?.shape ?? {}).filter((key) => key !== '$schema');
}

function plain(schema: unknown): SchemaDef | undefined {
  const def = (schema as { readonly def?: SchemaDef } | undefined)?.def;
  return def?.innerType === undefined ? def : plain(def.innerType);
}

const article = (expected: string): string =>
  ({ string: 'text', boolean: 'true or false', array: 'a list', object: 'an object', record: 'an object', number: 'a number' })[expected] ?? expected;

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return value === undefined ? 'nothing' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** Every value that looks like a secret, by path; values are never repeated. */
function secretsIn(value: unknown, path: string, depth: number): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof value === 'string') {
    const shape = secretShape(value);
    if (shape) found.set(path, `${shape}; a config holds no secrets: put it into an environment variable and name that variable here`);
    return found;
  }
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return found;
  for (const [key, item] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path === '' ? quote(key, 60) : `${path}.${quote(key, 60)}`;
    for (const [at, says] of secretsIn(item, place, depth + 1)) found.set(at, says);
  }
  return found;
}

function repeatedHosts(config: LaunchReadyConfig): Fault[] {
  const places = [{ at: 'hosts', hosts: config.hosts ?? [] }];
  for (const [name, environment] of Object.entries(config.environments ?? {}))
    places.push({ at: `environments.${name}.hosts`, hosts: environment.hosts ?? [] });
  return places.flatMap(({ at, hosts }) => {
    const names = hosts.map((host) => canonicalName(host.name).host);
    return names.flatMap((name, index) => {
      const first = names.indexOf(name);
      return first < index ? [{ path: `${at}[${index}].name`, says: `${name} is already ${at}[${first}]` }] : [];
    });
  });
}
