import { createHash } from 'node:crypto';
import { secretRules } from '../data/secret-rules.ts';
import { isToldByName as isRuleToldByName, type SecretClass, type SecretLevel } from '../model/secret-rule.ts';
import type { Masked } from '../model/text.ts';
import type { OwnSecretRule } from '../model/intent.ts';
import type { Encoding } from '../recognise/secrets/found.ts';
import { type OwnRule, loadOwnRules } from '../recognise/secrets/own-rules.ts';
import { compileScanner } from '../recognise/secrets/scanner.ts';

/** A secret at a place in some bytes: plain data, nothing of it can be used. */
export interface Hit {
  /** Id of the rule. */
  readonly format: string;
  readonly class: SecretClass;
  readonly sure: boolean;
  /** `blocker`: sure, and in a file that is no test, document or example; `report`: a person should look. */
  readonly level: SecretLevel;
  readonly masked: Masked;
  /** Same value, same fingerprint; null for values too weak for one. */
  readonly fingerprint: string | null;
  /** Byte offset. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
  /** How it was written, outermost first; absent when it stands there as it is. */
  readonly via?: readonly Encoding[];
}
/** @param path what the bytes are a file of; only its look counts */
export type Scan = (bytes: Uint8Array, path: string) => readonly Hit[];

/**
 * The one place where sources meet the recogniser of secrets.
 * @param now epoch milliseconds, for tokens that say when they end
 * @param own rules that the config brings
 */
export function openScanner(now: number, own: readonly OwnRule[] = []): Scan {
  const scanner = compileScanner(secretRules, { now, own });
  return (bytes, path) =>
    scanner.scan(bytes, { path }).map(({ format, class: kind, sure, level, masked, fingerprint = null, at, line, via }) => {
      return { format, class: kind, sure, level, masked, fingerprint, at, line, ...(via.length > 0 && { via }) };
    });
}

/** The rules that a config brings, ready for `openScanner`. */
export function loadRules(own: readonly OwnSecretRule[] = []): Promise<readonly OwnRule[]> {
  return loadOwnRules(own, secretRules);
}

/** Told by nothing but the name that the value is given to. */
export function isToldByName(format: string): boolean {
  return secretRules.some((rule) => rule.id === format && isRuleToldByName(rule));
}

/** Changes with every rule and with the code that applies them (`Cache.code`): what was scanned by others has to be scanned again. */
export function rulesHash(own: readonly OwnSecretRule[] = [], code = ''): string {
  const text = JSON.stringify([code, secretRules, own], (_, value: unknown) => (value instanceof RegExp ? value.toString() : value));
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
