import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Datadog',
  source: 'https://docs.datadoghq.com/account_management/api-app-keys/',
  rotateAt: 'app.datadoghq.com → Organization settings → API keys',
  allows: 'send and read your metrics and logs',
};

export const datadog: readonly SecretRule[] = [
  named(shared, { id: 'datadog-key', says: 'a Datadog key', names: ['DD_API_KEY', 'DATADOG_API_KEY'], values: ['{32h}'] }),
  named(shared, {
    id: 'datadog-app-key',
    says: 'a Datadog application key',
    names: ['DD_APP_KEY', 'DD_APPLICATION_KEY', 'DATADOG_APP_KEY'],
    values: ['{40h}'],
  }),
];
