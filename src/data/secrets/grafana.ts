import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Grafana',
  source: 'https://grafana.com/docs/grafana/latest/administration/service-accounts/',
  rotateAt: 'grafana.com → Service accounts',
  allows: 'read and change your dashboards',
};

export const grafana: readonly SecretRule[] = [
  token(shared, { id: 'grafana-token', says: 'a Grafana token', shapes: ['glsa_{32a}_{8H}', 'glc_eyJ{30-400p}', 'eyJrIjoi{70-400a}'] }),
];
