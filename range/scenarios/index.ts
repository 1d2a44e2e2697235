import type { Scenario } from '../scenario.ts';
import { dkimScenarios } from './dkim.ts';
import { dmarcScenarios } from './dmarc.ts';
import { domainScenarios } from './domain.ts';
import { healthyScenarios } from './healthy.ts';
import { mailScenarios } from './mail.ts';
import { spfScenarios } from './spf.ts';

/** Every scenario, by area. */
export const SCENARIOS: Readonly<Record<string, readonly Scenario[]>> = {
  healthy: healthyScenarios,
  domain: domainScenarios,
  spf: spfScenarios,
  dmarc: dmarcScenarios,
  dkim: dkimScenarios,
  mail: mailScenarios,
};
