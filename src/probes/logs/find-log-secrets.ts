import { secretRules } from '../../data/secret-rules.ts';
import type { LogSecret } from '../../recognise/logs/scan-log.ts';
import { compileScanner } from '../../recognise/secrets/scanner.ts';

/** What the reader of logs tells by itself, with more to say. */
const TOLD_BY_THE_LOG: ReadonlySet<string> = new Set(['assigned-secret', 'signed-token', 'supabase-service-role', 'address-password', 'sign-in-header']);

/**
 * The one place where logs use the secret engine: usable secrets in a block of whole lines.
 * @param now epoch milliseconds
 */
export function logSecretFinder(now: number): (block: Uint8Array) => readonly LogSecret[] {
  const scanner = compileScanner(secretRules, { now });
  return (block) => scanner.scan(block).filter((hit) => hit.class === 'secret' && !TOLD_BY_THE_LOG.has(hit.format));
}
