import { Buffer } from 'node:buffer';
import type { ClientPart, ClientPlace, ClientSecret } from '../../evidence/secrets/client-secret.ts';
import { moduleChain } from '../../formats/module-chain.ts';
import { originOf, type SourceMap, type SourceModule } from '../../formats/source-map.ts';
import { quote } from '../../model/text.ts';
import type { ValueHit, ValueSearch } from '../../recognise/own-values.ts';
import type { ClientScan, SecretHit } from './secret-scan.ts';

/** One text that visitors get, or a log. */
export interface ClientText {
  readonly bytes: Uint8Array;
  /** Address or path, as it may be shown. */
  readonly at: string;
  /** Its path alone, where `at` is an address. */
  readonly path?: string;
  readonly part: ClientPart | ((offset: number) => ClientPart);
  /** Its source map; only asked for when there is something to place by it. */
  readonly map?: (() => SourceMap | undefined) | undefined;
}

/** The module of a place is named at once; who imports it is known when all maps were read. */
type Place = Omit<ClientPlace, 'modules'> & { readonly module: string | undefined };
type Draft = { -readonly [K in keyof ClientSecret]: ClientSecret[K] } & { found: readonly Place[] };

const MOST_SECRETS = 500;
const MOST_PLACES = 20;
const MOST_MODULES = 10_000;
/** Beyond the value a match may hold what it was told by. */
const AROUND = 120;
/** Elsewhere a visitor's own token stands, which is fresh on every visit: only what is surely a key counts there. */
const SHOWS_CODE: ReadonlySet<ClientPart> = new Set(['script', 'source-map', 'settings', 'log']);

export interface ClientSecrets {
  read(text: ClientText): void;
  /** The modules written into a source map; those of packages are not the project's. */
  readMap(map: SourceMap, at: string): void;
  /** In the order of their keys. */
  all(): readonly ClientSecret[];
}

/** Looks for keys by their formats and for the project's own values, and joins what is the same: one leak is one entry, whatever it was found by and wherever. */
export function clientSecrets(scan: ClientScan, values: ValueSearch | undefined): ClientSecrets {
  const found = new Map<string, Draft>();
  const modules = new Map<string, SourceModule>();
  const note = (hit: SecretHit | ValueHit, at: string, place: Place): Draft | undefined => {
    const key = hit.fingerprint ?? `${'format' in hit ? hit.format : hit.variables.join()} ${hit.masked} ${at}`;
    const known = found.get(key);
    if (!known && found.size >= MOST_SECRETS) return undefined;
    const draft = known ?? blank(hit);
    found.set(key, draft);
    if (draft.found.length < MOST_PLACES) draft.found = withPlace(draft.found, place);
    return draft;
  };
  const look = (bytes: Uint8Array, at: string, path: string, placeAt: (offset: number) => Place): void => {
    const own = [...(values?.scan(bytes) ?? [])];
    for (const hit of scan(bytes, path)) {
      const same = own.filter((value) => isSame(hit, value));
      const place = placeAt(hit.at);
      if (same.length === 0 && (hit.class === 'placeholder' || (!hit.sure && !SHOWS_CODE.has(place.part)))) continue;
      const draft = note(hit, at, place);
      if (draft) learn(draft, hit);
      for (const value of same) {
        if (draft) learnValue(draft, value);
        own.splice(own.indexOf(value), 1);
      }
    }
    for (const value of own) {
      const draft = note(value, at, placeAt(value.at));
      if (draft) learnValue(draft, value);
    }
  };
  return {
    read({ bytes, at, path, part, map: mapOf }) {
      const places = placesIn(bytes);
      let map: SourceMap | undefined;
      look(bytes, at, path ?? at, (offset) => {
        const { line, column } = places(offset);
        map ??= mapOf?.();
        const origin = map && originOf(map, { line, column });
        return {
          part: typeof part === 'string' ? part : part(offset),
          at: quote(at, 300),
          line: line + 1,
          column: column + 1,
          module: origin && map?.modules[origin.module]?.name,
        };
      });
    },
    readMap(map, at) {
      for (const module of map.modules) {
        const { name, content } = module;
        if (content === undefined || name.includes('node_modules/')) continue;
        if (modules.size < MOST_MODULES) modules.set(name, module);
        const bytes = Buffer.from(content, 'utf8');
        const places = placesIn(bytes);
        look(bytes, `${at} ${name}`, name, (offset) => {
          const { line, column } = places(offset);
          return { part: 'source-map', at: quote(at, 300), line: line + 1, column: column + 1, module: name };
        });
      }
    },
    all() {
      const known = [...modules.values()];
      const chain = (name: string): ClientPlace['modules'] => {
        const at = known.findIndex((module) => module.name === name);
        return (at < 0 ? [name] : moduleChain(known, at)).map((one) => quote(one, 200));
      };
      return [...found]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { found: places, ...secret }]) => ({
          ...secret,
          places: places.map(({ module, ...place }) => ({ ...place, modules: module === undefined ? [] : chain(module) })),
        }));
    },
  };
}

function blank(hit: SecretHit | ValueHit): Draft {
  return {
    format: 'format' in hit ? hit.format : null,
    class: 'format' in hit ? hit.class : 'secret',
    sure: 'format' in hit ? hit.sure : true,
    masked: hit.masked,
    fingerprint: hit.fingerprint ?? null,
    variables: [],
    encoding: null,
    places: [],
    found: [],
  };
}

function learn(draft: Draft, hit: SecretHit): void {
  if (draft.format === null) Object.assign(draft, { format: hit.format, masked: hit.masked });
  if (draft.variables.length > 0) return;
  if (hit.class === 'secret') draft.class = 'secret';
  draft.sure ||= hit.sure;
}

/** It is the value of a variable that holds a secret: whatever it looks like, it is one. A key for tests stays one. */
function learnValue(draft: Draft, { variables, encoding }: ValueHit): void {
  draft.variables = [...new Set([...draft.variables, ...variables])].toSorted().slice(0, 20);
  draft.encoding ??= encoding;
  draft.sure = true;
  if (draft.class !== 'test-key') draft.class = 'secret';
}

function withPlace(places: readonly Place[], place: Place): readonly Place[] {
  return places.some(({ at, line, column, part }) => at === place.at && line === place.line && column === place.column && part === place.part)
    ? places
    : [...places, place];
}

/** A match and the value of a variable that overlap are one. */
function isSame(hit: SecretHit, value: ValueHit): boolean {
  if (hit.fingerprint !== undefined && hit.fingerprint === value.fingerprint) return true;
  const length = Number(/\((\d+) characters\)/.exec(hit.masked)?.[1] ?? 0) + (hit.fingerprint === undefined ? AROUND : 0);
  return value.at < hit.at + length && hit.at < value.at + value.length;
}

/** Lines and columns of offsets, from 0, columns in UTF-16 units as source maps count them. Lines are counted once, from one place to the next. */
function placesIn(bytes: Uint8Array): (offset: number) => { readonly line: number; readonly column: number } {
  let [line, start, counted] = [0, 0, 0];
  return (offset) => {
    if (offset < counted) [line, start, counted] = [0, 0, 0];
    for (; counted < offset; counted++) {
      if (bytes[counted] !== 10) continue;
      line++;
      start = counted + 1;
    }
    return { line, column: Buffer.from(bytes.subarray(start, offset)).toString('utf8').length };
  };
}
