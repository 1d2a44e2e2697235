import { Buffer } from 'node:buffer';
import { mask, type Masked, Secret } from '../model/text.ts';
import { byteSearch } from './byte-search.ts';
import { secretFingerprint } from './secrets/fingerprint.ts';
import { judgeUrl } from './secrets/looks/address.ts';
import { isPublicToken } from './secrets/looks/jwt.ts';
import { isInventedText } from './secrets/made-up.ts';
import { bitsPerCharacter } from './secrets/rarity.ts';
import { writtenForms, type Encoding } from './written-forms.ts';

/** A variable with its value, as an env file or the environment has it. */
export interface NamedValue {
  readonly name: string;
  readonly value: Secret;
  /** The env file that it stands in. */
  readonly path?: string;
  /** Surely a key by its form: it is one under whatever name. */
  readonly isKey?: boolean;
}

/** What tells variables that hold secrets from those made for browsers; the tables are in data/env-conventions. */
export interface NameRules {
  readonly secret: RegExp;
  readonly browser: RegExp;
  readonly publicPrefixes: readonly string[];
}

/** One place where the value of a variable stands. Nothing of it can be used. */
export interface ValueHit {
  /** All variables that have this value. */
  readonly variables: readonly string[];
  readonly encoding: Encoding;
  readonly masked: Masked;
  /** As `SecretHit.fingerprint`: the same whatever it is written as. */
  readonly fingerprint: string | undefined;
  readonly at: number;
  readonly length: number;
}

/** A value of the project's own, and where it is set. */
export interface KnownValue {
  readonly masked: Masked;
  readonly fingerprint: string | undefined;
  readonly set: readonly { readonly variable: string; readonly path?: string }[];
}

/** Looks for the values of the project's own variables. They are in memory only, and nothing gives them out. */
export interface ValueSearch {
  /** The values that are looked for, told without giving them out; those without a fingerprint are too weak for one. */
  readonly values: readonly KnownValue[];
  /** Variables whose values are looked for. */
  readonly variables: readonly string[];
  /** Bytes of the longest text looked for: who searches a stream keeps so many of the end of each part. */
  readonly longest: number;
  scan(bytes: Uint8Array): readonly ValueHit[];
}

const MOST_VALUES = 300;
const LEAST_CHARACTERS = 12;
const MOST_CHARACTERS = 4096;
const LEAST_BITS = 40;
const MOST_HITS = 200;
/** Values that their makers mean to be in every page. */
const PUBLIC_BY_DESIGN = /^(?:pk_(?:live|test)_|pk-lf-|sb_publishable_|phc_|pk\.eyJ)/;
/** Says so even beside the name of a browser product. */
const SURELY_SECRET = /SECRET|PRIVATE|PASSWORD|PASSWD|SERVICE|AUTH_TOKEN/;

/**
 * Compiles the search. Only what cannot be anywhere by accident is looked for: long, random, secret by its name, and neither a value that a variable
 * for browsers has too (unless it is a key by its form) nor one that stands in an example file (`known`).
 */
export function compileOwnValues(values: readonly NamedValue[], rules: NameRules, known: readonly NamedValue[] = []): ValueSearch {
  const wanted = wantedValues(values, rules, known);
  const texts: Uint8Array[] = [];
  const origins: { readonly value: Wanted; readonly encoding: Encoding }[] = [];
  for (const value of wanted) {
    for (const { text, encoding } of writtenForms(value.text)) {
      texts.push(Buffer.from(text, 'utf8'));
      origins.push({ value, encoding });
    }
  }
  const search = byteSearch(texts);
  return {
    variables: wanted.flatMap(({ variables }) => variables).toSorted(),
    values: wanted.map(({ masked, fingerprint, set }) => ({ masked, fingerprint, set })),
    longest: texts.reduce((most, { length }) => Math.max(most, length), 0),
    scan(bytes) {
      const hits: ValueHit[] = [];
      search(bytes, (index, at) => {
        const origin = origins[index];
        if (!origin || hits.length >= MOST_HITS) return;
        const { variables, masked, fingerprint } = origin.value;
        hits.push({ variables, encoding: origin.encoding, masked, fingerprint, at, length: texts[index]?.length ?? 0 });
      });
      return hits;
    },
  };
}

interface Wanted extends KnownValue {
  readonly text: string;
  readonly variables: string[];
  readonly set: { readonly variable: string; readonly path?: string }[];
}

function wantedValues(values: readonly NamedValue[], rules: NameRules, known: readonly NamedValue[]): Wanted[] {
  const isPublic = ({ name, isKey }: NamedValue): boolean => !isKey && rules.publicPrefixes.some((prefix) => name.startsWith(prefix));
  const left = new Set([...known, ...values.filter(isPublic)].flatMap(({ value }) => [Secret.reveal(value), telling(Secret.reveal(value)) ?? '']));
  const wanted = new Map<string, Wanted>();
  for (const named of values) {
    const value = Secret.reveal(named.value);
    const text = isPublic(named) || left.has(value) || !(named.isKey || promisesSecret(named.name, value, rules)) ? undefined : telling(value);
    if (text === undefined || left.has(text)) continue;
    const same = wanted.get(text);
    const place = { variable: named.name, ...(named.path !== undefined && { path: named.path }) };
    if (same) {
      same.set.push(place);
      if (!same.variables.includes(named.name)) same.variables.push(named.name);
    } else if (wanted.size < MOST_VALUES) {
      const fingerprint = bitsPerCharacter(text) * text.length >= 80 ? secretFingerprint(text) : undefined;
      wanted.set(text, { text, variables: [named.name], set: [place], masked: mask(text, false), fingerprint });
    }
  }
  return [...wanted.values()];
}

/** A password in an address makes any variable a secret one. */
function promisesSecret(name: string, value: string, { secret, browser }: NameRules): boolean {
  if (/^[a-z][a-z0-9+]*:\/\/[^/\s]*:[^/\s]*@/i.test(value)) return true;
  return secret.test(name) && (!browser.test(name) || SURELY_SECRET.test(name));
}

/** The part of a value that is looked for: the password of an address, a line from the middle of a key file, else all of it. Nothing when it could stand somewhere by accident. */
function telling(value: string): string | undefined {
  if (value.length > MOST_CHARACTERS * 4) return undefined;
  const address = /^[a-z][a-z0-9+]*:\/\/([^/\s]*:[^/\s]*@[^/?#\s]*)/i.exec(value)?.[1];
  if (address !== undefined) {
    const judged = judgeUrl(address);
    return judged.class === 'secret' ? rare(judged.value) : undefined;
  }
  if (value.includes('PRIVATE KEY-----')) {
    const body = value.replaceAll(/-----[A-Z ]+-----|\\n|\\r|\s/g, '');
    // The first line is the same for all keys of a kind.
    return body.length >= 128 ? rare(body.slice(64, 128)) : undefined;
  }
  if (/^[a-z][a-z0-9+]*:\/\//i.test(value) || PUBLIC_BY_DESIGN.test(value) || isPublicToken(value)) return undefined;
  return rare(value.slice(0, MOST_CHARACTERS));
}

/** Long, and no words: of those an app has enough of its own. */
function rare(text: string): string | undefined {
  if (text.length < LEAST_CHARACTERS || bitsPerCharacter(text) * text.length < LEAST_BITS) return undefined;
  const isWords = /^[A-Za-z]+(?:[-_ .,:/][A-Za-z]+)*$/.test(text) && !/[a-z][A-Z][a-z]*[A-Z]/.test(text);
  const isPlain = isWords || /^[\d\s.,:/+-]+$/.test(text) || /^[^\s@]+@[^\s@]+\.[a-z]+$/i.test(text) || /^\.{0,2}\/[\w./-]*$/.test(text);
  return isPlain || isInventedText(text) ? undefined : text;
}
