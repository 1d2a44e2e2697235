import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Trigger.dev',
  source: 'https://trigger.dev/docs/apikeys',
  rotateAt: 'cloud.trigger.dev → API keys',
  allows: 'run your jobs',
};

export const triggerDev: readonly SecretRule[] = [
  token(shared, { id: 'trigger-dev-key', says: 'a Trigger.dev key', shapes: ['tr_prod_{20-32a}', 'tr_pat_{40a}'] }),
  token(shared, {
    id: 'trigger-dev-test-key',
    says: 'a Trigger.dev development key',
    shapes: ['tr_dev_{20-32a}', 'tr_stg_{20-32a}'],
    class: 'test-key',
    allows: 'run your jobs on the development environment',
  }),
];
