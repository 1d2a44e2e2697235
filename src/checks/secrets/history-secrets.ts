import { repositorySecrets, type RepositorySecret } from '../../evidence/secrets/repository-secrets.ts';
import { secretRotations } from '../../evidence/secrets/rotations.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { distinct, formatOf, isDoubtful, proofOf, rotatedBy, rotation, sayAccepted, secretKey, verifyFirst } from './describe-secret.ts';

export const historySecrets = defineCheck({
  id: 'secrets/history-secrets',
  rows: ['E2', 'E10'],
  stage: 'secrets',
  about: 'repository',
  title: 'No key that was deleted from the files is still in their history',
  why: 'Git keeps every old version: everybody with a copy of the repository can still read a key that was deleted, and use it until it is replaced.',
  test: 'git log --all -p -S"<first characters of the key>"',
  refs: ['OWASP ASVS 5.0 V13.3', 'CWE-798'],
  needs: { seen: one(repositorySecrets, ['history']), rotations: hint(secretRotations) },
  maxAge: 'commit',
  problems: {
    'secret-in-history': {
      says: '{what:word} deleted from {path:outside} is still in the git history (id {key:name}): whoever has a copy can {allows:word}',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 20,
    },
    'in-tests-or-docs': {
      says: '{what:word} was once in {path:outside} (id {key:name}); it may have been made up, look at it',
      class: 'later',
      impact: 'data',
      identity: ['key'],
      minutes: 5,
    },
    'verify-first': {
      says: 'Look first: {n:count} deleted value{n:s} in the git history may have been secret or harmless, such as {what:word} in {path:outside}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 10,
    },
    'dead-one': {
      says: '{what:word} in the history of {path:outside} (id {key:name}) is dead: {by:outside} refused it on {day:date}; it stays readable, but opens nothing',
      class: 'later',
      impact: 'data',
      identity: ['key'],
      minutes: 0,
    },
    'replaced-one': {
      says: '{what:word} in the history of {path:outside} (id {key:name}) was replaced, says {by:outside}: it stays readable, but opens nothing',
      class: 'later',
      impact: 'data',
      identity: ['key'],
      minutes: 0,
    },
  },
  judge({ seen, rotations }, { report, intent, now }) {
    const unsure: RepositorySecret[] = [];
    for (const secret of distinct(
      seen.secrets.filter((one) => one.accepted === null && one.history && one.places.length === 0 && one.format !== 'private-key'),
    )) {
      if (secret.class !== 'secret' || !secret.history) continue;
      const slots = {
        what: formatOf(secret, intent).says,
        path: secret.history.path,
        key: secretKey(secret),
        proof: proofOf(secret),
        fix: rotation(secret, false),
      };
      const dead = rotations?.dead.find(({ fingerprint }) => fingerprint === secret.fingerprint);
      const by = rotatedBy(secret, intent, now);
      if (dead) report.fail('dead-one', { ...slots, by: quote(dead.by, 80), day: dead.at.slice(0, 10) });
      else if (by) report.fail('replaced-one', { ...slots, by, grade: 'attested' });
      else if (!secret.sure) unsure.push(secret);
      else if (isDoubtful(secret)) report.fail('in-tests-or-docs', { ...slots, grade: 'inferred' });
      else report.fail('secret-in-history', { ...slots, allows: formatOf(secret).allows });
    }
    if (unsure.length > 0) report.fail('verify-first', verifyFirst(unsure));
    report.pass(
      `${seen.scanned.versions} old and current versions of files read, no deleted key in them${sayAccepted(seen.secrets.filter(({ places }) => places.length === 0))}`,
    );
  },
});
