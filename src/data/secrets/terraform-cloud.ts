import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Terraform Cloud',
  source: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
  rotateAt: 'app.terraform.io → User settings → Tokens',
  allows: 'change your infrastructure and read its state',
};

export const terraformCloud: readonly SecretRule[] = [
  token(shared, { id: 'terraform-token', says: 'a Terraform Cloud token', shapes: ['{14a}.atlasv1.{60-70w}'] }),
];
