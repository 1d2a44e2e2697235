import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { platformVariables } from '../../evidence/secrets/platform-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { filesWith, namesOf, type Placed, proofAt } from './env-facts.ts';

export const envStrength = defineCheck({
  id: 'secrets/env-strength',
  rows: ['E9'],
  stage: 'secrets',
  about: 'repository',
  title: 'Secrets that sign sessions cannot be guessed, databases are reached encrypted and without all rights',
  why: 'Whoever guesses the secret that signs sessions is logged in as anybody. Short ones and those of templates are guessed in minutes.',
  test: 'openssl rand -base64 32, and compare lengths',
  refs: ['RFC 7518 §3.2', 'OWASP ASVS 5.0 V11.2', 'PostgreSQL: sslmode'],
  needs: { values: one(envValues), platform: maybe(platformVariables) },
  maxAge: 'commit',
  problems: {
    'known-secret': {
      says: '{path:outside} gives {names:names} a value that templates use: anybody can sign in as anybody',
      class: 'blocker',
      impact: 'data',
      identity: ['path'],
      minutes: 10,
    },
    'short-secret': {
      says: '{path:outside} gives {names:names} fewer than 32 bytes, or few different ones: it can be guessed',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 10,
    },
    superuser: {
      says: '{path:outside} connects {names:names} as a user with all rights',
      class: 'later',
      impact: 'data',
      identity: ['path'],
      minutes: 30,
    },
    'no-tls': {
      says: '{path:outside} switches encryption off for {names:names}: the password of the database travels readable',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 15,
    },
  },
  judge({ values, platform }, { report, intent }) {
    const files = filesWith(values, platform, intent);
    for (const file of files.filter(({ kind, stage }) => kind === 'private' && stage !== 'test')) {
      const { path } = file;
      // On a developer's machine the values of a template do no harm; where the file is for everything, they may be those of production.
      const isForProduction = file.stage === 'production' || file.stage === 'staging';
      const soften = isForProduction ? {} : { soften: { to: 'later' as const, because: 'by its name the file is not for production' } };
      const having = (sign: EnvValueFile['variables'][number]['signs'][number]): Placed[] =>
        file.variables.filter(({ signs }) => signs.includes(sign)).map((variable) => ({ file, variable }));
      const known = having('known-secret');
      const short = having('short-secret').filter(({ variable }) => !variable.signs.includes('known-secret'));
      const make = ['Make a new one with the command below, set it where production runs, and deploy.', 'Everybody has to sign in again: choose a quiet hour.'];
      const fix = { steps: make, snippet: { language: 'shell' as const, text: 'openssl rand -base64 32', where: 'on your machine' } };
      if (known.length > 0) report.fail('known-secret', { path, names: namesOf(known), proof: proofAt('Here', known), fix, ...soften });
      if (short.length > 0) report.fail('short-secret', { path, names: namesOf(short), proof: proofAt('Here', short), fix, ...soften });
      const [all, open] = [having('superuser'), having('no-tls')];
      if (all.length > 0 && isForProduction)
        report.fail('superuser', {
          path,
          names: namesOf(all),
          proof: proofAt('Here', all),
          grade: 'inferred',
          fix: { steps: ['Make a database user of its own for the app with rights on its tables only, and connect as that one.'] },
        });
      if (open.length > 0)
        report.fail('no-tls', {
          path,
          names: namesOf(open),
          proof: proofAt('Here', open),
          fix: { steps: ['Write sslmode=require, or better verify-full with the certificate of the host.'] },
          ...soften,
        });
    }
    report.pass(`${count(files.length, 'place')} with values read, no weak secret there`);
  },
});
