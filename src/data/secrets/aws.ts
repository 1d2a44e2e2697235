import type { SecretRule } from '../../model/secret-rule.ts';
import { named, token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'AWS',
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
  rotateAt: 'console.aws.amazon.com → IAM → Security credentials',
  allows: 'use your AWS account',
};

export const aws: readonly SecretRule[] = [
  token(shared, { id: 'aws-access-key', says: 'an AWS access key', shapes: ['AKIA{16u}', 'ASIA{16u}', 'ABIA{16u}', 'ACCA{16u}'], look: 'aws-id', bits: 80 }),
  named(shared, {
    id: 'aws-secret-key',
    says: 'an AWS secret key',
    names: ['AWS_SECRET_ACCESS_KEY', 'SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'],
    values: ['{40p}'],
  }),
  named(shared, { id: 'aws-session-token', says: 'an AWS session token', names: ['AWS_SESSION_TOKEN'], values: ['{100-440q}'] }),
  token(shared, {
    id: 'aws-bedrock-key',
    says: 'an Amazon Bedrock key',
    shapes: ['ABSK{109-269p}', 'bedrock-api-key-{100-1400q}'],
    look: 'long',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    allows: 'spend your money on AI calls',
  }),
];
