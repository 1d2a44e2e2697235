import { shapedRules } from '../../data/secret-rules.ts';
import type { OwnSecretRule } from '../../model/intent.ts';
import { compileScanner, type SecretHit } from '../../recognise/secrets/scanner.ts';
import { loadRules } from '../../scan/scanner.ts';

export type { SecretHit } from '../../recognise/secrets/scanner.ts';
/** @param path tells how a text is read; of an address its path */
export type ClientScan = (bytes: Uint8Array, path: string) => readonly SecretHit[];

/** The scanner for what visitors get and for logs: what only a name tells is not looked for there, where every form has a `password`. */
export async function clientScan(now: number, own: readonly OwnSecretRule[] = []): Promise<ClientScan> {
  const scanner = compileScanner(shapedRules, { now, own: await loadRules(own) });
  return (bytes, path) => scanner.scan(bytes, { path });
}
