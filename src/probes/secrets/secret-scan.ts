import { shapedRules } from '../../data/secret-rules.ts';
import type { OwnSecretRule } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';
import { compileScanner, type SecretHit } from '../../recognise/secrets/scanner.ts';
import { loadRules } from '../../scan/scanner.ts';

export type { SecretHit } from '../../recognise/secrets/scanner.ts';
/** @param path tells how a text is read; of an address its path */
export type ClientScan = (bytes: Uint8Array, path: string) => readonly SecretHit[];

/** The scanner for what visitors and logs get, one for all hosts of a run: what only a name tells is not looked for there, where every form has a `password`. */
export function clientScan(io: Io, own: readonly OwnSecretRule[] = []): Promise<ClientScan> {
  return io.shared('secrets/client-scan', async () => {
    const scanner = compileScanner(shapedRules, { now: io.clock.now(), own: await loadRules(own) });
    return (bytes: Uint8Array, path: string) => scanner.scan(bytes, { path });
  });
}
