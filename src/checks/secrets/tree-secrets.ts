import { repositorySecrets, type RepositorySecret } from '../../evidence/secrets/repository-secrets.ts';
import { secretRotations } from '../../evidence/secrets/rotations.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import { distinct, formatOf, isDoubtful, proofOf, rotation, sayAccepted, secretKey, verifyFirst } from './describe-secret.ts';

export const treeSecrets = defineCheck({
  id: 'secrets/tree-secrets',
  rows: ['E1'],
  stage: 'secrets',
  about: 'repository',
  title: 'No key or password stands in the files',
  why: 'Whoever sees the code (a colleague, a contractor, a copied laptop, a repository made public by mistake) can use the key as if it were theirs.',
  test: 'open the named file at the named line',
  refs: ['OWASP ASVS 5.0 V13.3', 'CWE-798'],
  needs: { seen: one(repositorySecrets, ['tree']), rotations: hint(secretRotations) },
  maxAge: 'commit',
  problems: {
    'secret-in-code': {
      says: '{what:word} stands in {path:outside} (id {key:name}): whoever has it can {allows:word}',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 25,
      fails: ['E1', 'E2', 'E10'],
    },
    'dead-in-code': {
      says: '{what:word} in {path:outside} (id {key:name}) is dead: {by:outside} refused it on {day:date}; whatever uses it fails',
      class: 'incident',
      impact: 'downtime',
      identity: ['key'],
      minutes: 10,
    },
    'not-committed': {
      says: '{what:word} stands in {path:outside} (id {key:name}), which git does not ignore: the next commit takes it along',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 10,
      fails: ['E1'],
    },
    'in-tests-or-docs': {
      says: '{what:word} stands in {path:outside} (id {key:name}); it may be made up, look at it',
      class: 'later',
      impact: 'data',
      identity: ['key'],
      minutes: 5,
    },
    'verify-first': {
      says: 'Look first: {n:count} value{n:s} in the files may be secret or harmless, such as {what:word} in {path:outside}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 10,
    },
    'test-key': {
      says: '{what:word} stands in {path:outside} (id {key:name}); it opens only test data, but belongs into an environment variable',
      class: 'later',
      impact: 'control',
      identity: ['key'],
      minutes: 10,
    },
  },
  judge({ seen, rotations }, { report, intent }) {
    const unsure: RepositorySecret[] = [];
    for (const secret of distinct(seen.secrets.filter((one) => one.accepted === null && one.places.length > 0 && one.format !== 'private-key'))) {
      const first = secret.places.find((place) => place.role === 'code') ?? secret.places[0];
      const slots = { what: formatOf(secret, intent).says, path: first?.path ?? quote('?'), key: secretKey(secret), proof: proofOf(secret) };
      if (secret.class === 'test-key') report.fail('test-key', { ...slots, fix: rotation(secret, true) });
      if (secret.class !== 'secret') continue;
      const details = { ...slots, fix: rotation(secret, true) };
      const committed = secret.places.some((place) => place.tracked) || secret.history !== null;
      const dead = rotations?.dead.find(({ fingerprint }) => fingerprint === secret.fingerprint);
      if (dead) report.fail('dead-in-code', { ...details, by: quote(dead.by, 80), day: dead.at.slice(0, 10) });
      else if (!secret.sure) unsure.push(secret);
      else if (isDoubtful(secret)) report.fail('in-tests-or-docs', { ...details, grade: 'inferred' });
      else report.fail(committed ? 'secret-in-code' : 'not-committed', { ...details, allows: formatOf(secret).allows });
    }
    if (unsure.length > 0) report.fail('verify-first', verifyFirst(unsure));
    report.pass(
      `${count(seen.scanned.files, 'file')} read, no usable key or password in them${sayAccepted(seen.secrets.filter(({ places }) => places.length > 0))}`,
    );
  },
});
