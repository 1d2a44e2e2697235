import { keptInventory, type KeptInventory } from '../../evidence/secrets/kept-inventory.ts';
import { secretRotations } from '../../evidence/secrets/rotations.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

export const secretRotationsProbe = defineProbe({
  id: 'secrets/rotations',
  version: 1,
  title: 'reads which leaked values their providers refused, as launch-ready secrets --verify heard it',
  about: 'repository',
  needs: {},
  fills: secretRotations,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 5000,
  async gather({ io }) {
    const kept = await io.kept?.('secret-inventory').catch((error: unknown) => {
      throw new CouldNotLook('malformed', error instanceof Error ? error.message : 'the kept inventory of secrets cannot be read');
    });
    if (kept === undefined) return { value: { dead: [] }, complete: true };
    const fault = keptInventory.fault(kept, 'secret-inventory');
    if (fault !== undefined)
      throw new CouldNotLook('malformed', `the kept inventory of secrets cannot be used: ${fault}; make it again with: launch-ready secrets`);
    const dead = Object.entries((kept as KeptInventory).secrets).flatMap(([fingerprint, { answer }]) =>
      answer?.outcome === 'refused' ? [{ fingerprint, by: answer.by, status: answer.status, at: answer.at }] : [],
    );
    return { value: { dead: dead.slice(0, 2000) }, complete: true };
  },
});
