import { isMasked, isQuoted, type Masked, type Quoted } from './text.ts';

/**
 * Describes one shape of evidence. There is no combinator for a bare string on purpose: outside text is `quoted`, identifiers are `name`,
 * so that nothing raw can be archived by accident.
 */
export interface Schema<T> {
  /** The quick answer: has `value` this shape? */
  readonly fits: (value: unknown) => boolean;
  /** Says what is wrong with `value` (place and expectation), or nothing. As quick as `fits` when nothing is. */
  fault(value: unknown, at: string): string | undefined;
  /** The same shape as JSON Schema 2020-12. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Only for type inference. */
  readonly type?: T;
}
export type TypeOf<S> = S extends Schema<infer T> ? T : never;

interface Parts {
  readonly json: Readonly<Record<string, unknown>>;
  readonly fits: (value: unknown) => boolean;
  /** Only asked about a value that does not fit. */
  readonly explain: (value: unknown, at: string) => string | undefined;
}

/** An archive of a large repository has a hundred thousand values and mostly no fault: places are spelt out only when there is one. */
function schema<T>({ json, fits, explain }: Parts): Schema<T> {
  return { json, fits, fault: (value, at) => (fits(value) ? undefined : (explain(value, at) ?? `${at}: has another shape`)) };
}

function scalar<T>(fits: (value: unknown) => boolean, expected: string, json: Record<string, unknown>): Schema<T> {
  return schema({ json, fits, explain: (_, at) => `${at}: expected ${expected}` });
}

export const bool: Schema<boolean> = scalar((v) => typeof v === 'boolean', 'true or false', { type: 'boolean' });
export const int: Schema<number> = scalar((v) => Number.isSafeInteger(v), 'a whole number', { type: 'integer' });
export const num: Schema<number> = scalar((v) => typeof v === 'number' && Number.isFinite(v), 'a number', { type: 'number' });

const NAME = /^[\x21-\x7e]{1,255}$/;
/** An identifier of ours or a canonical host name, address or path-free token: printable ASCII without spaces, at most 255. */
export const name: Schema<string> = scalar((v) => typeof v === 'string' && NAME.test(v), 'a name of printable ASCII', {
  type: 'string',
  pattern: NAME.source,
});

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
/** An instant in ISO 8601, UTC. */
export const instant: Schema<string> = scalar((v) => typeof v === 'string' && INSTANT.test(v), 'an ISO 8601 instant in UTC', {
  type: 'string',
  format: 'date-time',
});

const DIGEST = /^[0-9a-f]{8,128}$/;
/** A hexadecimal digest or object id. */
export const digest: Schema<string> = scalar((v) => typeof v === 'string' && DIGEST.test(v), 'a lower-case hexadecimal digest', {
  type: 'string',
  pattern: DIGEST.source,
});

/** Outside text, see `quote`. */
export function quoted(cap = 300): Schema<Quoted> {
  return scalar((v) => typeof v === 'string' && isQuoted(v, cap), `cleaned text of at most ${cap} characters`, { type: 'string', maxLength: cap });
}

/** The showable form of a secret, see `mask`. */
export const masked: Schema<Masked> = scalar((v) => typeof v === 'string' && isMasked(v), 'a masked value', { type: 'string' });

export function oneOf<const T extends readonly (string | number)[]>(...options: T): Schema<T[number]> {
  return scalar((v) => options.includes(v as never), `one of ${options.join(', ')}`, { enum: [...options] });
}

export function nullable<T>(of: Schema<T>): Schema<T | null> {
  return schema({
    json: { anyOf: [of.json, { type: 'null' }] },
    fits: (value) => value === null || of.fits(value),
    explain: (value, at) => of.fault(value, at),
  });
}

const LIST_CAP = 100_000;
export function list<T>(of: Schema<T>, most = LIST_CAP): Schema<readonly T[]> {
  return schema({
    json: { type: 'array', items: of.json, maxItems: most },
    fits: (value) => Array.isArray(value) && value.length <= most && value.every(of.fits),
    explain(value, at) {
      if (!Array.isArray(value)) return `${at}: expected a list`;
      if (value.length > most) return `${at}: expected at most ${most} items`;
      const index = value.findIndex((item) => !of.fits(item));
      return of.fault(value[index], `${at}[${index}]`);
    },
  });
}

/** An object with free keys (each a `name`). */
export function dict<T>(of: Schema<T>): Schema<Readonly<Record<string, T>>> {
  return schema({
    json: { type: 'object', additionalProperties: of.json },
    fits: (value) => isPlainObject(value) && Object.entries(value).every(([key, item]) => name.fits(key) && of.fits(item)),
    explain(value, at) {
      if (!isPlainObject(value)) return `${at}: expected an object`;
      const faults = Object.entries(value).map(([key, item]) => name.fault(key, `${at} key`) ?? of.fault(item, `${at}.${key}`));
      return faults.find((fault) => fault !== undefined);
    },
  });
}

const OPTIONAL = Symbol('optional');
type OptionalSchema<T> = Schema<T> & { readonly [OPTIONAL]: true };
/** A key that may be absent. Use inside `object` only. */
export function optional<T>(of: Schema<T>): OptionalSchema<T> {
  return { ...of, [OPTIONAL]: true };
}

type Shape = Readonly<Record<string, Schema<unknown>>>;
type OptionalKeys<S extends Shape> = { [K in keyof S]: S[K] extends OptionalSchema<unknown> ? K : never }[keyof S];
type ObjectOf<S extends Shape> = { readonly [K in Exclude<keyof S, OptionalKeys<S>>]: TypeOf<S[K]> } & {
  readonly [K in OptionalKeys<S>]?: TypeOf<S[K]> | undefined;
};
type Flat<T> = { [K in keyof T]: T[K] };

/** An object with exactly these keys. */
export function object<const S extends Shape>(shape: S): Schema<Flat<ObjectOf<S>>> {
  const members = Object.entries(shape).map(([key, of]) => ({ key, of, isOptional: OPTIONAL in of }));
  const memberFits = (value: Record<string, unknown>, { key, of, isOptional }: (typeof members)[number]): boolean => {
    const item = value[key];
    return item === undefined ? isOptional : of.fits(item);
  };
  return schema({
    json: {
      type: 'object',
      properties: Object.fromEntries(members.map(({ key, of }) => [key, of.json])),
      required: members.filter(({ isOptional }) => !isOptional).map(({ key }) => key),
      additionalProperties: false,
    },
    fits(value) {
      if (!isPlainObject(value)) return false;
      for (const key in value) if (!Object.hasOwn(shape, key)) return false;
      for (const member of members) if (!memberFits(value, member)) return false;
      return true;
    },
    explain(value, at) {
      if (!isPlainObject(value)) return `${at}: expected an object`;
      const stranger = Object.keys(value).find((key) => !Object.hasOwn(shape, key));
      if (stranger !== undefined) return `${at}.${stranger}: unknown key`;
      const wrong = members.find((member) => !memberFits(value, member));
      return wrong?.of.fault(value[wrong.key], `${at}.${wrong.key}`);
    },
  });
}

/** One of several shapes; use a `oneOf` discriminant inside so that exactly one fits. */
export function union<const S extends readonly Schema<unknown>[]>(...options: S): Schema<TypeOf<S[number]>> {
  return schema({
    json: { anyOf: options.map((of) => of.json) },
    fits: (value) => options.some((of) => of.fits(value)),
    explain: (value, at) => options[0]?.fault(value, at),
  });
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
