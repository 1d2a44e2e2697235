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
  named(shared, {
    id: 'vercel-token',
    says: 'a Vercel token',
    names: ['VERCEL_TOKEN'],
    values: ['{24a}'],
    allows: 'deploy your projects',
    rotateAt: 'vercel.com → Account → Tokens',
  }),
];
