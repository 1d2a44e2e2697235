import { healthyBut } from '../faults/change.ts';
import { withoutRecords } from '../faults/dns.ts';
import type { Scenario } from '../scenario.ts';

export const domainScenarios: readonly Scenario[] = [
  { name: 'app has no address', world: healthyBut(withoutRecords('app')), finds: ['domain/host-resolves:no-address@app.acme.example'] },
];
