import type { SecretRule } from '../../model/secret-rule.ts';
import { named, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Convex',
  source: 'https://docs.convex.dev/cli/deploy-key-types',
  rotateAt: 'dashboard.convex.dev → Settings → Deploy keys',
  allows: 'read and change your data and deploy code',
};

export const convex: readonly SecretRule[] = [
  named(shared, {
    id: 'convex-deploy-key',
    says: 'a Convex deploy key',
    names: ['CONVEX_DEPLOY_KEY'],
    values: ['prod:{3-40w}|{40-200q}', 'preview:{3-40w}:{3-40w}|{40-200q}', 'dev:{3-40w}|{40-200q}'],
  }),
  named(shared, { id: 'convex-admin-key', says: 'a Convex admin key', names: ['CONVEX_SELF_HOSTED_ADMIN_KEY'], values: ['{2-20w}-{2-30w}|{40-200q}'] }),
];
