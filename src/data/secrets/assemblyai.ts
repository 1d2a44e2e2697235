import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'AssemblyAI',
  source: 'https://www.assemblyai.com/docs/api-reference/overview',
  rotateAt: 'assemblyai.com → API keys',
  allows: 'spend your money on transcription and read what was transcribed',
};

export const assemblyai: readonly SecretRule[] = [
  named(shared, { id: 'assemblyai-key', says: 'an AssemblyAI key', names: ['ASSEMBLYAI_API_KEY', 'ASSEMBLY_AI_API_KEY', 'ASSEMBLYAI_KEY'], values: ['{32h}'] }),
];
