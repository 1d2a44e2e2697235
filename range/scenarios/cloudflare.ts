import { siteBut } from '../faults/change.ts';
import { atCloudflare, cloudflareSets } from '../faults/cloudflare.ts';
import type { Scenario } from '../scenario.ts';

/** What is set at Cloudflare, read with a token. */
export const cloudflareScenarios: readonly Scenario[] = [
  { name: 'a zone in order', world: siteBut(atCloudflare()), finds: [] },
  { name: 'HTTPS ends at Cloudflare', world: siteBut(cloudflareSets({ ssl: 'flexible' })), finds: ['edge/cloudflare-encryption:flexible'] },
  { name: 'HTTPS is switched off', world: siteBut(cloudflareSets({ ssl: 'off' })), finds: ['edge/cloudflare-encryption:off'] },
  { name: 'any certificate will do', world: siteBut(cloudflareSets({ ssl: 'full' })), finds: [], also: ['edge/cloudflare-encryption:unverified'] },
  {
    name: 'the token may not read settings',
    world: siteBut(atCloudflare({}, { lacks: ['Zone Settings Read'] })),
    finds: [],
    unknown: ['edge/cloudflare-encryption'],
  },
];
