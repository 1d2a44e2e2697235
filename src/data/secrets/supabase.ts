import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Supabase',
  source: 'https://supabase.com/docs/guides/api/api-keys',
  rotateAt: 'supabase.com → Project → API keys',
  allows: 'read and change your whole database, past every row rule',
};

export const supabase: readonly SecretRule[] = [
  token(shared, { id: 'supabase-secret', says: 'a Supabase secret key', shapes: ['sb_secret_{20-80w}'] }),
  publicKey(shared, { id: 'supabase-publishable', says: 'a Supabase publishable key', shapes: ['sb_publishable_{20-80w}'] }),
  token(shared, {
    id: 'supabase-access-token',
    says: 'a Supabase access token',
    shapes: ['sbp_{40h}', 'sbp_oauth_{40h}'],
    allows: 'manage all your Supabase projects',
    rotateAt: 'supabase.com → Access tokens',
  }),
];
