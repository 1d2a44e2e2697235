import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'LaunchDarkly',
  source: 'https://launchdarkly.com/docs/home/account/api',
  rotateAt: 'app.launchdarkly.com → Authorization',
  allows: 'read and change your feature flags',
};

export const launchdarkly: readonly SecretRule[] = [token(shared, { id: 'launchdarkly-key', says: 'a LaunchDarkly key', shapes: ['sdk-{uuid}'] })];
