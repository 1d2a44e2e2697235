import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Mapbox',
  source: 'https://docs.mapbox.com/help/dive-deeper/access-tokens/',
  rotateAt: 'account.mapbox.com → Access tokens',
  allows: 'use and change your maps on your bill',
};

export const mapboxSecret: readonly SecretRule[] = [
  token(shared, { id: 'mapbox-secret-token', says: 'a Mapbox secret token', shapes: ['sk.eyJ{40-200w}.{20-60w}'] }),
];
