import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Weights & Biases',
  source: 'https://docs.wandb.ai/platform/app/settings-page/user-settings',
  rotateAt: 'wandb.ai → User settings → API keys',
  allows: 'read and change your experiments and traces',
};

export const wandb: readonly SecretRule[] = [
  token(shared, { id: 'wandb-token', says: 'a Weights & Biases key', shapes: ['wandb_v1_{40-120w}'] }),
  named(shared, { id: 'wandb-key', says: 'a Weights & Biases key', names: ['WANDB_API_KEY'], values: ['{40h}'] }),
];
