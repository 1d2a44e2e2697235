import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'HubSpot',
  source: 'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
  rotateAt: 'app.hubspot.com → Settings → Private apps',
  allows: 'read and change your customers',
};

export const hubspot: readonly SecretRule[] = [
  token(shared, { id: 'hubspot-token', says: 'a HubSpot token', shapes: ['pat-na1-{uuid}', 'pat-na2-{uuid}', 'pat-eu1-{uuid}', 'pat-ap1-{uuid}'] }),
];
