import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'ElevenLabs',
  source: 'https://elevenlabs.io/docs/api-reference/authentication',
  rotateAt: 'elevenlabs.io → API keys',
  allows: 'spend your credits and use your voices',
};

export const elevenlabs: readonly SecretRule[] = [
  token(shared, { id: 'elevenlabs-key', says: 'an ElevenLabs key', shapes: ['sk_{48h}'] }),
  named(shared, { id: 'elevenlabs-old-key', says: 'an ElevenLabs key', names: ['ELEVENLABS_API_KEY', 'ELEVEN_API_KEY', 'XI_API_KEY'], values: ['{32h}'] }),
];
