import { envValues, type EnvValueFile } from '../../evidence/secrets/env-values.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { count } from '../../model/message.ts';
import { namesOf, privateVariables, proofAt } from './env-facts.ts';

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
  needs: { values: one(envValues) },
  maxAge: 'commit',
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
    'live-key-outside-production': {
      says: '{path:outside} is not for production and holds a live payment key in {names:names}',
      class: 'incident',
      impact: 'cost',
      identity: ['path'],
      minutes: 20,
    },
  },
  judge({ values }, { report }) {
    const all = privateVariables(values.files);
    for (const file of values.files.filter(({ kind }) => kind === 'private')) {
      const having = (...signs: Sign[]) => all.filter((placed) => placed.file === file && placed.variable.signs.some((sign) => signs.includes(sign)));
      const tell = (
        code: 'test-key-in-production' | 'local-address-in-production' | 'plain-http-in-production' | 'live-key-outside-production',
        placed: ReturnType<typeof having>,
      ): void => {
        if (placed.length > 0) report.fail(code, { path: file.path, names: namesOf(placed), proof: proofAt('Here', placed), fix: REMEDIES[code] });
      };
      if (file.stage === 'production') {
        tell('test-key-in-production', having('test-key', 'sandbox'));
        tell('local-address-in-production', having('local-address', 'tunnel'));
        tell('plain-http-in-production', having('plain-http'));
      } else if (file.stage !== 'any') tell('live-key-outside-production', having('live-key'));
    }
    const staged = values.files.filter(({ kind, stage }) => kind === 'private' && stage !== 'any').length;
    if (staged === 0) report.notApplicable('no env file here is for one stage by its name');
    else report.pass(`${count(staged, 'env file')} with values that fit their stage`);
  },
});

const REMEDIES = {
  'test-key-in-production': {
    steps: [
      'Switch the provider to live mode and copy the live pair: publishable key, secret key and webhook secret belong together and are swapped together.',
      'Deploy, and make one real payment that you refund.',
    ],
  },
  'local-address-in-production': { steps: ['Put in the address that the app has in production.'] },
  'plain-http-in-production': { steps: ['Write https:// once the other side serves it.'] },
  'live-key-outside-production': { steps: ['Put the test key of the provider in here.', 'Replace the live key: it lay on a machine it was not meant for.'] },
} satisfies Readonly<Record<string, Remedy>>;
