import type { SecretRule } from '../../model/secret-rule.ts';
import { token, SPENDS, type Shared } from './rule.ts';

const shared: Shared = { provider: 'Groq', source: 'https://console.groq.com/docs/quickstart', rotateAt: 'console.groq.com → API keys', allows: SPENDS };

export const groq: readonly SecretRule[] = [token(shared, { id: 'groq-key', says: 'a Groq key', shapes: ['gsk_{40-60a}'] })];
