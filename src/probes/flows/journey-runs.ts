import { type JourneyRuns, journeyRunsEvidence, keptJourneyRuns, type KeptJourneyRuns } from '../../evidence/flows/journey-runs.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';

/** Without a build id, "this release" means a day. */
const MOST_AGE_MS = 24 * 3_600_000;

export const journeyRunsProbe = defineProbe({
  id: 'flows/journey-runs',
  version: 1,
  title: 'reads what launch-ready smoke saw last',
  about: 'project',
  needs: {},
  fills: journeyRunsEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 5000,
  async gather({ intent, io }): Promise<{ value: JourneyRuns; complete: true }> {
    let kept: unknown;
    try {
      kept = await io.kept?.('journey-runs');
    } catch (error) {
      throw new CouldNotLook('malformed', error instanceof Error ? error.message : 'the kept journeys cannot be read');
    }
    if (kept === undefined) throw new CouldNotLook('not-found', 'nobody tried it yet: run launch-ready smoke');
    const fault = keptJourneyRuns.fault(kept, 'journey-runs');
    if (fault !== undefined) throw new CouldNotLook('malformed', `the kept journeys cannot be used: ${fault}; run them again with: launch-ready smoke`);
    const own = (kept as KeptJourneyRuns).runs.filter(({ environment }) => environment === intent.environment);
    const fresh = own.filter(({ at }) => io.clock.now() - Date.parse(at) <= MOST_AGE_MS);
    if (fresh.length === 0)
      throw new CouldNotLook(
        'not-found',
        own.length > 0 ? 'it was tried more than a day ago: run launch-ready smoke' : 'nobody tried it yet: run launch-ready smoke',
      );
    return { value: { runs: fresh }, complete: true };
  },
});
