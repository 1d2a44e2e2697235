import { repositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { distinct, isDoubtful, proofOf, rotatedBy, rotation, secretKey } from './describe-secret.ts';

export const privateKey = defineCheck({
  id: 'secrets/private-key',
  rows: ['E1', 'E2', 'E10'],
  stage: 'secrets',
  about: 'repository',
  title: 'No private key is in the files or their history',
  why: 'A private key proves to others that they talk to you. Whoever has it can be you: your server, your SSH login, your cloud service account.',
  test: "git grep -n 'PRIVATE KEY-----'; git log --all -S'PRIVATE KEY-----' --oneline",
  refs: ['CWE-321', 'CWE-798'],
  needs: { seen: one(repositorySecrets) },
  maxAge: 'commit',
  problems: {
    'key-in-files': {
      says: 'A private key stands in {path:outside} (id {key:name})',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 30,
    },
    'key-in-history': {
      says: 'A private key was deleted from {path:outside} but is still in the git history (id {key:name})',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 25,
      fails: ['E2', 'E10'],
    },
    'maybe-harmless': {
      says: 'A private key is in {path:outside} (id {key:name}): made for tests, locked with a password or replaced since, so it may open nothing',
      class: 'later',
      impact: 'data',
      identity: ['key'],
      minutes: 5,
    },
  },
  judge({ seen }, { report, intent, now }) {
    for (const secret of distinct(seen.secrets.filter((one) => one.accepted === null && one.format === 'private-key' && one.class === 'secret'))) {
      const inFiles = secret.places.length > 0;
      const path = secret.places[0]?.path ?? secret.history?.path ?? quote('?');
      const details = { path, key: secretKey(secret), proof: proofOf(secret), fix: rotation(secret, inFiles) };
      const isReplaced = !inFiles && rotatedBy(secret, intent, now) !== undefined;
      const isExample = secret.places.every((place) => place.role !== 'code') && secret.history?.role !== 'code';
      if (isReplaced || isDoubtful(secret) || isExample || !secret.sure) report.fail('maybe-harmless', { ...details, grade: 'inferred' });
      else report.fail(inFiles ? 'key-in-files' : 'key-in-history', details);
    }
  },
});
