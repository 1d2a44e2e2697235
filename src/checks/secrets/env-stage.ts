import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { envVariables, type EnvVariables } from '../../evidence/secrets/env-variables.ts';
import { platformVariables } from '../../evidence/secrets/platform-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { count } from '../../model/message.ts';
import { isNeeded } from './env-names.ts';
import { notShown } from './platform-gaps.ts';
import { filesWith, isSecretName, namesOf, privateVariables, proofAt, valuesNotSeen } from './env-facts.ts';

type Sign = EnvValueFile['variables'][number]['signs'][number];

export const envStage = defineCheck({
  id: 'secrets/env-stage',
  rows: ['E9'],
  stage: 'secrets',
  about: 'repository',
  title: 'Production has live keys and its own addresses, other stages have none of them',
  why: 'With a test key in production no payment arrives; with a live key on a laptop the next test charges a customer. An address of this machine leads nowhere once the app runs elsewhere.',
  test: "grep -nE '_test_|localhost|ngrok' .env.production",
  refs: ['Stripe: test and live mode', 'OWASP ASVS 5.0 V13.4'],
  needs: { values: one(envValues), platform: maybe(platformVariables), env: maybe(envVariables) },
  maxAge: 'commit',
  attestable: true,
  problems: {
    'test-key-in-production': {
      says: '{path:outside} is for production and holds a test or sandbox key in {names:names}',
      class: 'blocker',
      impact: 'revenue',
      identity: ['path'],
      minutes: 20,
    },
    'local-address-in-production': {
      says: '{path:outside} is for production and points {names:names} at this machine or at a tunnel to it',
      class: 'incident',
      impact: 'downtime',
      identity: ['path'],
      minutes: 10,
    },
    'plain-http-in-production': {
      says: '{path:outside} is for production and uses an unencrypted http address in {names:names}',
      class: 'later',
      impact: 'data',
      identity: ['path'],
      minutes: 10,
    },
    'dummy-in-production': {
      says: '{path:outside} is for production and has only a stand-in for {names:names}, which the code needs',
      class: 'blocker',
      impact: 'downtime',
      identity: ['path'],
      minutes: 15,
    },
    'live-key-outside-production': {
      says: '{path:outside} is not for production and holds a live payment key in {names:names}',
      class: 'incident',
      impact: 'cost',
      identity: ['path'],
      minutes: 20,
    },
  },
  judge({ values, platform, env }, { report, intent }) {
    const files = filesWith(values, platform, intent);
    const all = privateVariables(files);
    for (const file of files.filter(({ kind }) => kind === 'private')) {
      const tell = (code: keyof typeof REMEDIES, ...signs: Sign[]): void => {
        const placed = all.filter((placed) => placed.file === file && placed.variable.signs.some((sign) => signs.includes(sign)));
        const told = code === 'dummy-in-production' ? placed.filter(({ variable }) => isNeededAtHost(variable, env)) : placed;
        if (told.length > 0) report.fail(code, { path: file.path, names: namesOf(told), proof: proofAt('Here', told), fix: REMEDIES[code] });
      };
      if (file.stage === 'production') {
        tell('test-key-in-production', 'test-key', 'sandbox');
        tell('dummy-in-production', 'stand-in', 'nothing-word');
        tell('local-address-in-production', 'local-address', 'tunnel');
        tell('plain-http-in-production', 'plain-http');
      } else if (file.stage !== 'any') tell('live-key-outside-production', 'live-key');
    }
    const gap = platform && notShown(platform);
    const staged = files.filter(({ kind, stage }) => kind === 'private' && stage !== 'any').length;
    if (gap !== undefined) report.unknown(gap);
    else if (staged > 0) report.pass(`${count(staged, 'place')} with values that fit their stage`);
    else if (platform || env?.used.some(({ name, inApp }) => inApp && isSecretName(name)) === false) report.notApplicable('no secret is set or read here');
    else report.unknown(valuesNotSeen(intent));
  },
});

/** In files `env-malformed` tells the same of every variable; what stands at the host is active. */
const isNeededAtHost = ({ name, line }: EnvValueFile['variables'][number], env: EnvVariables | undefined): boolean =>
  line === 0 && env?.used.some((use) => use.name === name && isNeeded(use)) === true;

const REMEDIES = {
  'test-key-in-production': {
    steps: [
      'Switch the provider to live mode and copy the live pair: publishable key, secret key and webhook secret belong together and are swapped together.',
      'Deploy, and make one real payment that you refund.',
    ],
  },
  'dummy-in-production': { steps: ['Put the real value in at the host, and deploy again.'] },
  'local-address-in-production': { steps: ['Put in the address that the app has in production.'] },
  'plain-http-in-production': { steps: ['Write https:// once the other side serves it.'] },
  'live-key-outside-production': { steps: ['Put the test key of the provider in here.', 'Replace the live key: it lay on a machine it was not meant for.'] },
} satisfies Readonly<Record<string, Remedy>>;
