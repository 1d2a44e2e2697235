import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Inngest',
  source: 'https://www.inngest.com/docs/platform/signing-keys',
  rotateAt: 'app.inngest.com → Manage → Signing key',
  allows: 'run your jobs',
};

export const inngest: readonly SecretRule[] = [token(shared, { id: 'inngest-signing-key', says: 'an Inngest signing key', shapes: ['signkey-prod-{32-64h}'] })];
