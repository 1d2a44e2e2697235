/**
 * How the code takes a variable that is not set: `must` stops (it throws, exits, or a schema asks for it), `plain` just uses it, `default` puts something else in
 * its place, `asked` only looks whether it is there.
 */
export type EnvNeed = 'must' | 'plain' | 'default' | 'asked';
export interface EnvUse {
  readonly name: string;
  readonly line: number;
  readonly need: EnvNeed;
  /** Read while the file loads, not inside a function that runs later. */
  readonly atStart: boolean;
}
/** A function that reads the variable named by its first argument. */
export interface EnvHelper {
  readonly name: string;
  readonly need: EnvNeed;
}
/** A call of a function that this file does not hold, with the name of a variable or (`null`) a computed one. */
export interface EnvCall extends Omit<EnvUse, 'name'> {
  readonly callee: string;
  readonly name: string | null;
}
export const PUBLISHED_HOW = ['next-env', 'define', 'window', 'answer'] as const;
/** A variable that ends in what browsers download; `null`: all of them. */
export interface PublishedEnv {
  readonly name: string | null;
  readonly how: (typeof PUBLISHED_HOW)[number];
  readonly line: number;
}
/** Where several variables are checked together, by a schema or a list. */
export interface EnvValidation {
  readonly line: number;
  readonly atStart: boolean;
  readonly names: number;
}
export interface EnvUses {
  readonly uses: readonly EnvUse[];
  /** Lines where the name is computed, or all variables are handed on: what is read there cannot be told. */
  readonly dynamicLines: readonly number[];
  /** Names that the project's own `ProcessEnv` type declares as optional. */
  readonly optionalNames: readonly string[];
  readonly helpers: readonly EnvHelper[];
  readonly calls: readonly EnvCall[];
  readonly published: readonly PublishedEnv[];
  readonly validations: readonly EnvValidation[];
}
export const NO_USES: EnvUses = { uses: [], dynamicLines: [], optionalNames: [], helpers: [], calls: [], published: [], validations: [] };

/** Names as shells allow them. */
export const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,120}$/;
export const UPPER_NAME = /^[A-Z][A-Z0-9_]{1,120}$/;
