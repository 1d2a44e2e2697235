import type { Scenario } from '../scenario.ts';
import { dmarcScenarios } from './dmarc.ts';
import { healthyScenarios } from './healthy.ts';
import { spfScenarios } from './spf.ts';

/** Every scenario, by area. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  healthy: healthyScenarios,
  spf: spfScenarios,
  dmarc: dmarcScenarios,
};
