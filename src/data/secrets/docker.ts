import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Docker',
  source: 'https://docs.docker.com/security/access-tokens/',
  rotateAt: 'hub.docker.com → Access tokens',
  allows: 'replace your images',
};

export const docker: readonly SecretRule[] = [token(shared, { id: 'docker-token', says: 'a Docker Hub token', shapes: ['dckr_pat_{27w}', 'dckr_oat_{32w}'] })];
