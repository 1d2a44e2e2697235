import { addressWords } from './spf-client.ts';
import { parseSpf, type SpfFault, type SpfMechanism, type SpfModifier } from './spf.ts';

/** A record made ready for evaluating it many times. */
export interface CompiledSpf {
  /** The first thing wrong with it: then receivers use none of it. */
  readonly fault: SpfFault | undefined;
  /** `network` holds the address of `ip4` and `ip6` as 32-bit words. */
  readonly mechanisms: readonly { readonly term: SpfMechanism; readonly network: readonly number[] | undefined }[];
  readonly redirect: SpfModifier | undefined;
  readonly exp: SpfModifier | undefined;
}

/** Records of large services come back with every message; they are read once. */
const MOST_KEPT = 500;
const MOST_KEPT_LENGTH = 2000;
const kept = new Map<string, CompiledSpf>();

/** Reads a record, see `parseSpf`. The same text gives the same object while it is remembered (the last 500 of usual length). */
export function compileSpf(text: string): CompiledSpf {
  const known = kept.get(text);
  if (known) return known;
  const compiled = compile(text);
  if (text.length > MOST_KEPT_LENGTH) return compiled;
  const oldest = kept.size < MOST_KEPT ? undefined : kept.keys().next().value;
  if (oldest !== undefined) kept.delete(oldest);
  kept.set(text, compiled);
  return compiled;
}

function compile(text: string): CompiledSpf {
  const { terms, faults } = parseSpf(text);
  const modifiers = terms.filter((term) => term.kind === 'modifier');
  return {
    fault: faults[0],
    mechanisms: terms.flatMap((term) =>
      term.kind === 'mechanism' ? [{ term, network: term.name === 'ip4' || term.name === 'ip6' ? addressWords(term.value ?? '') : undefined }] : [],
    ),
    redirect: modifiers.find(({ name }) => name === 'redirect'),
    exp: modifiers.find(({ name }) => name === 'exp'),
  };
}
