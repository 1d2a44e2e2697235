import type { SecretRule } from '../../model/secret-rule.ts';
import { publicKey, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'PostHog',
  source: 'https://posthog.com/docs/api',
  rotateAt: 'posthog.com → Personal API keys',
  allows: 'read your analytics',
};

export const posthog: readonly SecretRule[] = [
  token(shared, { id: 'posthog-personal-key', says: 'a PostHog personal key', shapes: ['phx_{40-60a}'] }),
  token(shared, {
    id: 'posthog-flags-key',
    says: 'a PostHog key for feature flags',
    shapes: ['phs_{40-60a}'],
    source: 'https://posthog.com/docs/feature-flags/local-evaluation',
    allows: 'read your feature flags',
  }),
  publicKey(shared, { id: 'posthog-project-key', says: 'a PostHog project key', shapes: ['phc_{40-60a}'] }),
];
