import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Deepgram',
  source: 'https://developers.deepgram.com/docs/create-additional-api-keys',
  rotateAt: 'console.deepgram.com → API keys',
  allows: 'spend your money on transcription and read what was transcribed',
};

export const deepgram: readonly SecretRule[] = [
  named(shared, { id: 'deepgram-key', says: 'a Deepgram key', names: ['DEEPGRAM_API_KEY', 'DEEPGRAM_KEY'], values: ['{40h}'] }),
];
