import { keptCanaries, type KeptCanaries } from '../../evidence/logs/planted.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import type { Planted } from './look-at-log.ts';

/** What was planted last for this environment. Rejects with `CouldNotLook` when what was kept is not ours. */
export async function loadPlanted(io: Io, environment: string): Promise<Planted | undefined> {
  const kept = await io.kept?.('log-canaries');
  if (kept === undefined || kept === null) return undefined;
  const fault = keptCanaries.fault(kept, 'log-canaries');
  if (fault !== undefined) throw new CouldNotLook('malformed', `what was planted cannot be read: ${fault}`);
  return (kept as KeptCanaries).planted.find((one) => one.environment === environment);
}
