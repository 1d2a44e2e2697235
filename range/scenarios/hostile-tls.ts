import { appBut } from '../faults/change.ts';
import { alone, certificateIs, owned, portIs } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const DOWN = [`edge/certificate:no-tls@${APP}`, `edge/https-forced:https-down@${APP}`];
const names = (count: number): string[] => [APP, ...Array.from({ length: count - 1 }, (_, at) => `n${at}.${DOMAIN}`)];

/** Ports that speak anything but what a client hopes for: each is a finding or unknown, never a lost run. */
export const hostileTlsScenarios: readonly Scenario[] = [
  { name: 'the HTTPS port of app answers with garbage', world: appBut(portIs('app', 'https', 'garbage'), owned('app')), finds: DOWN },
  { name: 'the HTTPS port of app sends empty records without end', world: appBut(portIs('app', 'https', 'flood'), owned('app')), finds: DOWN },
  { name: 'the HTTPS port of app sends warnings without end', world: appBut(portIs('app', 'https', 'warns'), owned('app')), finds: DOWN },
  {
    name: 'the HTTPS port of app answers a byte at a time',
    world: appBut(portIs('app', 'https', 'drips'), owned('app')),
    finds: [],
    unknown: [`edge/certificate@${APP}`, `edge/weak-ciphers@${APP}`, `edge/https-forced@${APP}`],
  },
  { name: 'the certificate of app has 3,000 names', world: appBut(alone('app'), certificateIs('app', { names: names(3000) })), finds: [] },
  {
    name: 'the certificate of app has 10,000 names, more than browsers take',
    world: appBut(alone('app'), certificateIs('app', { names: names(10_000) })),
    finds: DOWN,
  },
];
