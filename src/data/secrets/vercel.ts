import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Vercel',
  source: 'https://vercel.com/docs/vercel-blob/using-blob-sdk',
  rotateAt: 'vercel.com → Storage',
  allows: 'read and overwrite your uploaded files',
};

export const vercel: readonly SecretRule[] = [
  token(shared, { id: 'vercel-blob-token', says: 'a Vercel Blob token', shapes: ['vercel_blob_rw_{10-32a}_{20-40a}'] }),
  token(shared, {
    id: 'vercel-gateway-key',
    says: 'a Vercel AI Gateway key',
    shapes: ['vck_{24-80a}'],
    source: 'https://vercel.com/docs/ai-gateway/authentication',
    allows: 'spend your money on AI calls',
    rotateAt: 'vercel.com → AI Gateway → API keys',
  }),
  token(shared, {
    id: 'vercel-access-token',
    says: 'a Vercel access token',
    shapes: ['vcp_{24-80a}', 'vci_{24-80a}', 'vca_{24-80a}', 'vcr_{24-80a}'],
    source: 'https://vercel.com/docs/rest-api',
    allows: 'deploy your projects and read their variables',
    rotateAt: 'vercel.com → Account → Tokens',
  }),
  named(shared, {
    id: 'vercel-token',
    says: 'a Vercel token',
    names: ['VERCEL_TOKEN'],
    values: ['{24a}'],
    allows: 'deploy your projects',
    rotateAt: 'vercel.com → Account → Tokens',
  }),
];
