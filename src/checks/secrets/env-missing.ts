import { envVariables, type EnvVariables } from '../../evidence/secrets/env-variables.ts';
import { platformVariables } from '../../evidence/secrets/platform-variables.ts';
import { setVariables } from '../../evidence/secrets/set-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { namesNotKnown } from './env-facts.ts';
import { isNeeded } from './env-names.ts';

type Use = EnvVariables['used'][number];

export const envMissing = defineCheck({
  id: 'secrets/env-missing',
  rows: ['E7'],
  stage: 'secrets',
  about: 'repository',
  title: 'Every variable that the app needs is set where it runs',
  why: 'It works on the laptop because the laptop has the variable. In production the app stops at start, or the first user who needs it gets an error.',
  test: 'vercel env ls production, fly secrets list, or the page with the variables of your host; compare with .env.example',
  refs: ['The Twelve-Factor App III'],
  needs: { env: one(envVariables), listed: maybe(setVariables), platform: maybe(platformVariables) },
  maxAge: '24h',
  problems: {
    'stops-without': {
      says: 'not set where the app runs, and it stops without: {names:names}',
      class: 'blocker',
      impact: 'downtime',
      identity: [],
      minutes: 15,
    },
    'not-set': {
      says: 'not set where the app runs, though the code uses it without a default: {names:names}',
      class: 'incident',
      impact: 'downtime',
      identity: [],
      minutes: 15,
    },
  },
  judge({ env, listed, platform }, { report, intent }) {
    if (env.used.length === 0 && env.dynamic.length === 0) {
      report.notApplicable('the code reads no environment variable of its own');
      return;
    }
    if (intent.variables?.platform ? !platform : !listed) {
      report.unknown(namesNotKnown(intent));
      return;
    }
    // What is there and empty is missed just as well.
    const atHost = platform?.variables.filter(({ signs }) => !signs.includes('empty')).map(({ name }) => name) ?? [];
    const set = new Set([...(listed?.names ?? []), ...atHost, ...env.setBy.map(({ name }) => name)]);
    const elsewhere = platform?.elsewhere ?? null;
    const open = env.used.filter((use) => isNeeded(use) && !set.has(use.name));
    const where = `the variables of ${intent.environment}`;
    for (const [code, uses] of [
      ['stops-without', open.filter(({ need }) => need === 'must')],
      ['not-set', open.filter(({ need }) => need === 'plain')],
    ] as const) {
      if (uses.length === 0) continue;
      const places = uses.slice(0, 10).flatMap((use) => (use.places[0] ? [{ says: whatHappens(use), location: use.places[0] }] : []));
      const proof = elsewhere === null ? places : [...places, { says: `Not asked: ${elsewhere}, where they may be set too` }];
      const steps = [`Set ${uses.map(({ name }) => name).join(', ')} in ${where}.`, 'Deploy again: most hosts give new values only to a new release.'];
      // Read without a check, it may also be one that only part of the users ever need.
      report.fail(code, {
        names: uses.map(({ name }) => name),
        proof,
        fix: { steps },
        ...((code === 'not-set' || elsewhere !== null) && { grade: 'inferred' }),
      });
    }
    const computed = env.dynamic.length > 0 ? `; which ones ${count(env.dynamic.length, 'place')} of the code reads by a computed name is not known` : '';
    report.pass(`${count(env.used.filter(isNeeded).length, 'needed variable')}, all set${computed}`);
  },
});

const whatHappens = ({ name, need, atStart }: Use): string =>
  need === 'plain' ? `${name} is used here as it is` : `${name} is asked for here: the app stops ${atStart ? 'while it starts' : 'at the first use'}`;
