import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Pinecone',
  source: 'https://docs.pinecone.io/guides/projects/manage-api-keys',
  rotateAt: 'app.pinecone.io → API keys',
  allows: 'read and delete your vector data',
};

export const pinecone: readonly SecretRule[] = [
  token(shared, { id: 'pinecone-key', says: 'a Pinecone key', shapes: ['pcsk_{4-10a}_{40-80a}'] }),
  named(shared, { id: 'pinecone-old-key', says: 'a Pinecone key', names: ['PINECONE_API_KEY'], values: ['{uuid}'] }),
];
