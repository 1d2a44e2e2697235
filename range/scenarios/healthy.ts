import { healthy } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

export const healthyScenarios: readonly Scenario[] = [{ name: 'nothing is wrong', world: healthy(), finds: [] }];
