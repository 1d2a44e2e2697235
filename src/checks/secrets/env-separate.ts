import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { platformVariables } from '../../evidence/secrets/platform-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { notCompared } from './platform-gaps.ts';
import { isSecretName, namesOf, type Placed, proofAt, valuesNotSeen } from './env-facts.ts';

export const envSeparate = defineCheck({
  id: 'secrets/env-separate',
  rows: ['E8'],
  stage: 'secrets',
  about: 'repository',
  title: 'Production shares no secret with another stage',
  why: 'With one database or one key for both, a test deletes real data, and a leak on a laptop is a leak of production.',
  test: 'diff <(sort .env.staging) <(sort .env.production)',
  refs: ['OWASP ASVS 5.0 V13.4', 'The Twelve-Factor App X'],
  needs: { values: one(envValues), platform: maybe(platformVariables) },
  maxAge: 'commit',
  attestable: true,
  problems: {
    'same-secret': {
      says: '{path:outside} and {other:outside} hold the same value for {names:names}',
      class: 'incident',
      impact: 'data',
      identity: ['path', 'other'],
      minutes: 30,
    },
    'one-entry-for-both': {
      says: 'at the host, one entry serves production and another stage: {names:names}',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 30,
    },
    'same-value-at-host': {
      says: 'at the host, production and another stage hold the same value for {names:names}',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 30,
    },
  },
  judge({ values, platform }, { report, intent }) {
    const files = values.files.filter(({ kind }) => kind === 'private');
    const production = files.filter(({ stage }) => stage === 'production');
    const others = files.filter(({ stage }) => stage !== 'production' && stage !== 'any');
    for (const file of production)
      for (const other of others) {
        const placed = shared(file, other);
        if (placed.length === 0) continue;
        const steps = [
          `Make a second one of each for ${other.path} where it comes from, with no more rights than tests need.`,
          'If the file of the other stage was ever shared, replace the one of production.',
        ];
        const proof = [...proofAt('In production', placed), ...proofAt('The same value', shared(other, file))];
        report.fail('same-secret', { path: file.path, other: other.path, names: namesOf(placed), proof, fix: { steps } });
      }
    const both = platform?.variables.filter(({ name, sharedWith }) => sharedWith.length > 0 && isSecretName(name)) ?? [];
    if (both.length > 0) {
      const proof = both.slice(0, 8).map(({ name, sharedWith }) => ({ says: `${name} is also set for ${sharedWith.join(', ')}` }));
      const steps = ['Make a second value for the other stages, and let the present entry be for production only.'];
      report.fail('one-entry-for-both', { names: both.map(({ name }) => name), proof, fix: { steps } });
    }
    const same = platform?.variables.filter(({ name, sameAs }) => sameAs.length > 0 && isSecretName(name)) ?? [];
    if (same.length > 0) {
      const proof = same.slice(0, 8).map(({ name, sameAs }) => ({ says: `${name} has the same value in ${sameAs.join(', ')}` }));
      report.fail('same-value-at-host', {
        names: same.map(({ name }) => name),
        proof,
        fix: { steps: ['Make a second value for the other stage, with no more rights than tests need.'] },
      });
    }
    const gap = platform && notCompared(platform);
    const inFiles = production.length > 0 && others.length > 0;
    if (gap !== undefined) report.unknown(gap);
    else if (!platform && !inFiles) report.unknown(valuesNotSeen(intent));
    else
      report.pass(
        platform ? `${platform.title} has no secret of production in another stage` : 'no secret of production stands in the env file of another stage',
      );
  },
});

function shared(file: EnvValueFile, other: EnvValueFile): Placed[] {
  const groups = new Set(other.variables.filter(({ isSecret }) => isSecret).map(({ group }) => group));
  return file.variables.filter(({ isSecret, group }) => isSecret && group > 0 && groups.has(group)).map((variable) => ({ file, variable }));
}
