import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Serper',
  source: 'https://serper.dev/',
  rotateAt: 'serper.dev → API key',
  allows: 'spend your searches',
};

export const serper: readonly SecretRule[] = [named(shared, { id: 'serper-key', says: 'a Serper key', names: ['SERPER_API_KEY'], values: ['{40h}'] })];
