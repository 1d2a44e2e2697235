import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Loops',
  source: 'https://loops.so/docs/api-reference/intro',
  rotateAt: 'app.loops.so → Settings → API',
  allows: 'send mail as you and read your contacts',
};

export const loops: readonly SecretRule[] = [named(shared, { id: 'loops-key', says: 'a Loops key', names: ['LOOPS_API_KEY'], values: ['{32h}'] })];
