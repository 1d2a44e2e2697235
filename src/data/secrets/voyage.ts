import type { SecretRule } from '../../model/secret-rule.ts';
import { SPENDS, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Voyage AI',
  source: 'https://docs.voyageai.com/docs/api-key-and-installation',
  rotateAt: 'dashboard.voyageai.com → API keys',
  allows: SPENDS,
};

export const voyage: readonly SecretRule[] = [token(shared, { id: 'voyage-key', says: 'a Voyage key', shapes: ['pa-{40-46w}'], near: /voyage/i })];
