import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { platformVariables } from '../../evidence/secrets/platform-variables.ts';
import { setVariables } from '../../evidence/secrets/set-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { isSecretName, namesNotKnown, namesOf, type Placed, proofAt } from './env-facts.ts';

export const secretStore = defineCheck({
  id: 'secrets/secret-store',
  rows: ['E5'],
  stage: 'secrets',
  about: 'repository',
  title: 'Production takes its secrets from the host or a secret store, not from a file',
  why: 'A file with the keys of production travels: into backups, chats, images, the next laptop. At the host they are encrypted, and whoever leaves the team loses them.',
  test: 'vercel env ls production, fly secrets list, or the page with the variables of your host; then look for .env.production on your machine',
  refs: ['OWASP Secrets Management Cheat Sheet', 'The Twelve-Factor App III'],
  needs: { env: one(envVariables), listed: maybe(setVariables), platform: maybe(platformVariables), values: maybe(envValues) },
  maxAge: '24h',
  attestable: true,
  problems: {
    'only-in-file': {
      says: 'not set at the host, only in {path:outside} on this machine: {names:names}',
      class: 'incident',
      impact: 'control',
      identity: ['path'],
      minutes: 15,
    },
    'also-in-file': {
      says: '{path:outside} on this machine still holds secrets that the host has: {names:names}',
      class: 'later',
      impact: 'data',
      identity: ['path'],
      minutes: 5,
    },
    'readable-at-host': {
      says: 'kept at the host as plain text that everybody with access reads: {names:names}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 15,
    },
  },
  judge({ env, listed, platform, values }, { report, intent }) {
    const secrets = env.used.filter(({ name, inApp }) => inApp && isSecretName(name)).map(({ name }) => name);
    if (secrets.length === 0) {
      report.notApplicable('the code reads no secret from a variable');
      return;
    }
    if (intent.variables?.platform ? !platform : !listed) {
      report.unknown(namesNotKnown(intent));
      return;
    }
    const set = new Set([...(listed?.names ?? []), ...(platform?.variables.map(({ name }) => name) ?? [])]);
    for (const file of values?.files.filter(({ kind, stage }) => kind === 'private' && stage === 'production') ?? []) {
      const placed = realSecrets(file);
      const only = placed.filter(({ variable }) => !set.has(variable.name) && secrets.includes(variable.name));
      const both = placed.filter(({ variable }) => set.has(variable.name));
      const { path } = file;
      if (only.length > 0) report.fail('only-in-file', { path, names: namesOf(only), proof: proofAt('Only here', only), fix: { steps: MOVE } });
      if (both.length > 0) report.fail('also-in-file', { path, names: namesOf(both), proof: proofAt('Also here', both), fix: { steps: DELETE } });
    }
    const plain = platform?.variables.filter((one) => one.plain && isSecretName(one.name)).map(({ name }) => name) ?? [];
    if (plain.length > 0) {
      const proof = plain.slice(0, 8).map((name) => ({ says: `${name} is plain text at ${platform?.title ?? 'the host'}` }));
      report.fail('readable-at-host', { names: plain, proof, fix: { steps: SEAL } });
    }
    const there = secrets.filter((name) => set.has(name)).length;
    report.pass(`${count(there, 'secret')} of the code set at ${platform ? platform.title : 'the host'}`);
  },
});

const realSecrets = (file: EnvValueFile): Placed[] => file.variables.filter(({ isSecret }) => isSecret).map((variable) => ({ file, variable }));

const MOVE = ['Set them at the host, as secrets, and deploy again.', 'Delete the file once the app runs without it.'];
const DELETE = ['Delete the file, or keep in it only what is no secret: production does not need it.'];
const SEAL = ['Delete the entry and make it anew as a secret (sensitive, encrypted): most hosts cannot change the kind of one that is there.', 'Deploy again.'];
