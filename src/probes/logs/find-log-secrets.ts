import { secretRules } from '../../data/secret-rules.ts';
import { isToldByName } from '../../model/secret-rule.ts';
import type { ValueHit, ValueSearch } from '../../recognise/own-values.ts';
import type { LogSecret } from '../../recognise/logs/scan-log.ts';
import type { OwnRule } from '../../recognise/secrets/own-rules.ts';
import { compileScanner } from '../../recognise/secrets/scanner.ts';

/** What the reader of logs tells by itself, with more to say. */
const TOLD_BY_THE_LOG: ReadonlySet<string> = new Set([
  'assigned-secret',
  'written-secret',
  'signed-token',
  'supabase-service-role',
  'address-password',
  'sign-in-header',
]);

/** Known by their names alone, which the reader of logs reads too: they give way to every other rule, so without them the others find the same, in a third of the time. */
const RULES = secretRules.filter((rule) => !isToldByName(rule));

/**
 * The one place where logs use the secret engine: usable secrets in a block of whole lines, and values of the project's own variables in whatever form.
 * @param now epoch milliseconds
 * @param rules those that the config brings
 */
export function logSecretFinder(now: number, own: ValueSearch | undefined, rules: readonly OwnRule[] = []): (block: Uint8Array) => readonly LogSecret[] {
  const scanner = compileScanner(RULES, { now, own: rules });
  return (block) => {
    const told = scanner.scan(block).filter((hit) => hit.class === 'secret' && !TOLD_BY_THE_LOG.has(hit.format));
    const values = own?.scan(block) ?? [];
    if (values.length === 0) return told;
    const known = new Set(told.map(({ fingerprint }) => fingerprint));
    const lineAt = lineCounter(block);
    return [...told, ...values.filter(({ fingerprint }) => fingerprint === undefined || !known.has(fingerprint)).map((hit) => ownSecret(hit, lineAt(hit.at)))];
  };
}

function ownSecret({ variables, encoding, masked, fingerprint }: ValueHit, line: number): LogSecret {
  const format = `value of ${variables[0] ?? 'a variable'}${encoding === 'raw' ? '' : ` (${encoding})`}`;
  return { format, isOwn: true, sure: true, masked, fingerprint, line };
}

/** Line of a place, from 1; quick for places that come about in order. */
function lineCounter(bytes: Uint8Array): (at: number) => number {
  let [line, counted] = [1, 0];
  return (at) => {
    if (at < counted) [line, counted] = [1, 0];
    for (let next = bytes.indexOf(10, counted); next >= 0 && next < at; next = bytes.indexOf(10, counted)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
}
