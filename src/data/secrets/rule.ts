import type { SecretRule } from '../../model/secret-rule.ts';

/** What all rules of a provider share; a rule may say otherwise. */
export type Shared = Pick<SecretRule, 'provider' | 'source' | 'rotateAt' | 'allows'>;
type Given = Pick<SecretRule, 'id' | 'says'> & Partial<SecretRule>;

/** Told by its own shape. */
export function token(shared: Shared, given: Given & { readonly shapes: readonly string[] }): SecretRule {
  return { ...shared, class: 'secret', selfIdentifying: true, bits: 100, ...given };
}

/** Without a shape of its own: told by the name it is assigned to. */
export function named(shared: Shared, given: Given & { readonly names: readonly string[]; readonly values: readonly string[] }): SecretRule {
  return { ...shared, class: 'secret', selfIdentifying: false, bits: 100, ...given };
}

/** Made to be in every page; known so that nobody takes it for a secret. */
export function publicKey(shared: Shared, given: Given): SecretRule {
  return { ...shared, class: 'public', selfIdentifying: true, bits: 100, ...given, allows: 'nothing: it is meant to be seen' };
}

export const SPENDS = 'spend your money on AI calls and read stored files and fine-tuned models';
