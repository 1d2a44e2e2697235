/*
 * Catalogue: what the keys of the services that AI-built apps use look like. One file per provider in the folder `secrets`.
 * Source: the providers' own documentation, named in each rule, and public scanners' format lists (facts, not code).
 * Date: 2026-12-01. Licence of this list: the project's. Refresh by hand, at most every 180 days.
 */
import { isToldByName, type SecretRule } from '../model/secret-rule.ts';
import { secretRules } from './secrets/index.gen.ts';

export { secretRules };

/** Those that know a value by more than that it is given to a name that promises a secret. */
export const shapedRules: readonly SecretRule[] = secretRules.filter((rule) => !isToldByName(rule));
