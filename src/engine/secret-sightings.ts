import type { SecretPlaceKind } from '../evidence/secrets/kept-inventory.ts';
import { logSinks, type LogSink } from '../evidence/logs/sinks.ts';
import { builtCode } from '../evidence/secrets/built-code.ts';
import type { ClientSecret } from '../evidence/secrets/client-secret.ts';
import { deployedCode } from '../evidence/secrets/deployed-code.ts';
import { ownValues } from '../evidence/secrets/own-values.ts';
import { repositorySecrets, type RepositorySecret } from '../evidence/secrets/repository-secrets.ts';
import type { EvidenceKind, Observation, Seen } from '../model/evidence.ts';
import type { SecretClass } from '../model/secret-rule.ts';
import { quote, type Masked, type Quoted } from '../model/text.ts';

/** One value at one place, as a run saw it. Values too weak for a fingerprint are none: two of them could not be told apart. */
export interface Sighting {
  readonly fingerprint: string;
  readonly format: string;
  readonly class: SecretClass;
  readonly masked: Masked;
  readonly kind: SecretPlaceKind;
  readonly where: Quoted;
  readonly line: number | null;
  readonly commit: string | null;
  readonly variable: string | null;
  /** ISO instant since when it is known to be there, when that is older than the look. */
  readonly since: string | null;
}

export interface Sightings {
  readonly seen: readonly Sighting[];
  /** Kinds of places that were looked at whole: what was there before and is not among `seen` is gone. */
  readonly whole: ReadonlySet<SecretPlaceKind>;
  readonly notLooked: readonly string[];
}

/** Kind of a value that only its variable tells about. */
export const OWN_VALUE = 'own-value';

type Read<T> = (value: T) => Sighting[];
interface Source<T> {
  readonly kind: EvidenceKind<T>;
  /** What it tells about, and the part of the evidence whose gaps matter. */
  readonly tells: readonly { readonly place: SecretPlaceKind; readonly part?: string; readonly called: string }[];
  readonly read: Read<T>;
}
const source = <T>(of: Source<T>): Source<unknown> => of as Source<unknown>;

const SOURCES: readonly Source<unknown>[] = [
  source({
    kind: repositorySecrets,
    tells: [
      { place: 'file', part: 'tree', called: 'the files' },
      { place: 'history', part: 'history', called: 'the git history' },
    ],
    read: ({ secrets }) => secrets.flatMap(inRepository),
  }),
  source({
    kind: ownValues,
    tells: [{ place: 'settings', part: 'files', called: 'settings files' }],
    read: ({ values }) =>
      values.map(({ fingerprint, format, masked, variable, path }) => ({
        fingerprint,
        format: format ?? OWN_VALUE,
        class: 'secret',
        masked,
        kind: 'settings',
        where: path ?? quote('the environment'),
        line: null,
        commit: null,
        variable,
        since: null,
      })),
  }),
  source({
    kind: builtCode,
    tells: [
      { place: 'build', part: 'code', called: 'what was built for browsers' },
      { place: 'ci-log', part: 'logs', called: 'build logs' },
    ],
    read: ({ secrets }) => secrets.flatMap((secret) => inClient(secret, 'build')),
  }),
  source({
    kind: logSinks,
    tells: [{ place: 'log', called: 'logs' }],
    read: ({ sinks }) => sinks.flatMap(inLog),
  }),
  source({
    kind: deployedCode,
    tells: [{ place: 'deployed', called: 'what visitors get' }],
    read: ({ secrets }) => secrets.flatMap((secret) => inClient(secret, 'deployed')),
  }),
];

/** Every value that a run saw, by place: the one list that the inventory joins by fingerprint. */
export function sightingsIn(evidence: readonly Observation<unknown>[]): Sightings {
  const seen: Sighting[] = [];
  const whole = new Set<SecretPlaceKind>();
  const notLooked: string[] = [];
  for (const { kind, tells, read } of SOURCES) {
    const looks = evidence.filter((one) => one.kind === kind.id);
    const found = looks.filter((one): one is Seen<unknown> => one.seen);
    for (const { value } of found) seen.push(...read(value));
    for (const { place, part, called } of tells) {
      const gaps = looks.flatMap((one) => gapsOf(one, part));
      if (looks.length > 0 && gaps.length === 0) whole.add(place);
      else notLooked.push(looks.length === 0 ? called : `${called}: ${gaps.slice(0, 3).join('; ')}`);
    }
  }
  return { seen, whole, notLooked };
}

function gapsOf(one: Observation<unknown>, part: string | undefined): string[] {
  if (!one.seen) return [one.reason];
  return one.complete === true ? [] : one.complete.filter((limit) => part === undefined || limit.part === part).map(({ says }) => says);
}

function inRepository(secret: RepositorySecret): Sighting[] {
  const { fingerprint, format, masked, history } = secret;
  if (fingerprint === null) return [];
  const same = { fingerprint, format, masked, class: secret.accepted === null ? secret.class : 'placeholder', variable: null } as const;
  return [
    ...secret.places.map(({ path, line }) => ({ ...same, kind: 'file' as const, where: path, line, commit: null, since: null })),
    ...(history ? [{ ...same, kind: 'history' as const, where: history.path, line: null, commit: history.commit, since: history.at }] : []),
  ];
}

function inClient({ fingerprint, format, masked, class: kind, places, variables }: ClientSecret, place: 'build' | 'deployed'): Sighting[] {
  if (fingerprint === null) return [];
  return places.map(({ part, at, line }) => ({
    fingerprint,
    format: format ?? OWN_VALUE,
    class: kind,
    masked,
    kind: part === 'log' ? ('ci-log' as const) : place,
    where: at,
    line,
    commit: null,
    variable: variables[0] ?? null,
    since: null,
  }));
}

function inLog({ name, kind, values }: LogSink): Sighting[] {
  const place = kind === 'ci' || kind === 'deploy' ? ('ci-log' as const) : ('log' as const);
  return values.map(({ fingerprint, format, masked, line }) => ({
    fingerprint,
    format: format ?? OWN_VALUE,
    class: 'secret',
    masked,
    kind: place,
    where: quote(name),
    line,
    commit: null,
    variable: null,
    since: null,
  }));
}
