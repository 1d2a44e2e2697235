import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Mapbox',
  source: 'https://docs.mapbox.com/accounts/guides/tokens/',
  rotateAt: 'account.mapbox.com → Tokens',
  allows: 'use your Mapbox account',
};

export const mapbox: readonly SecretRule[] = [
  publicKey(shared, { id: 'mapbox-public-token', says: 'a Mapbox public token', shapes: ['pk.eyJ{40-200w}.{20-60w}'] }),
];
