import { appBut, siteBut } from '../faults/change.ts';
import { atCloudflare, cloudflareRecord, cloudflareSets, GOOD_ZONE } from '../faults/cloudflare.ts';
import { withoutHeader } from '../faults/web.ts';
import { DOMAIN, WEB_ADDRESS } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const otherRecord = (record: ReturnType<typeof cloudflareRecord>) => [...GOOD_ZONE.records.filter(({ name }) => name !== record.name), record];

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
  {
    name: 'app goes past Cloudflare',
    world: appBut(atCloudflare({ records: otherRecord(cloudflareRecord(APP, 'A', '203.0.113.20', false)) }), withoutHeader('app', 'cf-ray')),
    finds: ['edge/behind-proxy:not-proxied'],
  },
  {
    name: 'an edge that hides its headers, and a proxied record',
    world: siteBut(
      atCloudflare({ records: otherRecord(cloudflareRecord(DOMAIN, 'A', WEB_ADDRESS)) }),
      withoutHeader('@', 'cf-ray'),
      withoutHeader('www', 'cf-ray'),
    ),
    finds: [],
  },
  {
    name: 'the zone is paused',
    world: siteBut(atCloudflare({ paused: true }), withoutHeader('@', 'cf-ray'), withoutHeader('www', 'cf-ray')),
    finds: ['edge/behind-proxy:paused'],
  },
];
