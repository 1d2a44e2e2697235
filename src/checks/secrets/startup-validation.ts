import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { startTrial } from '../../evidence/secrets/start-trial.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { isNeeded } from './env-names.ts';
import type { Remedy } from '../../model/fix.ts';

export const startupValidation = defineCheck({
  id: 'secrets/startup-validation',
  rows: ['E14'],
  stage: 'secrets',
  about: 'repository',
  title: 'The app checks its variables when it starts, and says which one is missing',
  why: 'Without that, a forgotten variable shows only when the first user needs it: the deploy is green, and chat or payments are broken.',
  test: 'env -u DATABASE_URL npm start, and see it stop with the name of the variable',
  refs: ['The Twelve-Factor App III', 'Next.js: instrumentation'],
  needs: { env: one(envVariables), trial: maybe(startTrial) },
  maxAge: 'commit',
  problems: {
    'starts-without': {
      says: 'without {name:name} the app starts as if nothing were wrong',
      class: 'incident',
      impact: 'downtime',
      identity: ['name'],
      minutes: 30,
    },
    'stops-silently': {
      says: 'without {name:name} the app does not come up, but does not end with a message that names it',
      class: 'later',
      impact: 'downtime',
      identity: ['name'],
      minutes: 20,
    },
    'not-validated': {
      says: 'nothing seems to check the variables when the app starts; it uses without a default {names:names}',
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 30,
    },
    'not-imported': {
      says: '{path:outside} checks the variables, but nothing that the app starts imports it',
      class: 'later',
      impact: 'downtime',
      identity: ['path'],
      minutes: 10,
    },
    'checked-too-late': {
      says: '{names:names} are checked only where they are used: the app starts without them',
      class: 'later',
      impact: 'downtime',
      identity: [],
      minutes: 20,
    },
  },
  judge({ env, trial }, { report }) {
    const needed = env.used.filter(isNeeded);
    for (const { name, outcome, tookMs } of trial?.trials ?? []) {
      if (outcome === 'named') continue;
      const says = outcome === 'started' ? `Ready ${(tookMs / 1000).toFixed(1)} s after it was started without it` : 'Stopped without naming it';
      report.fail(outcome === 'started' ? 'starts-without' : 'stops-silently', { name, proof: [{ says }], fix: REMEDY });
    }
    // Seen is better than read.
    if ((trial?.trials.length ?? 0) > 0) {
      report.pass(`${count(trial?.trials.length ?? 0, 'variable')} taken away one by one, and each time the app stopped and named it`);
      return;
    }
    const idle = env.validations.find((one) => one.atStart && !one.reached);
    const atStart = env.validations.filter((one) => one.atStart && one.reached).length + needed.filter((use) => use.need === 'must' && use.atStart).length;
    if (needed.length < 2) report.notApplicable('the app needs fewer than two variables of its own');
    else if (atStart === 0 && idle) {
      const steps = [IMPORT, ...REMEDY.steps.slice(-1)];
      report.fail('not-imported', {
        path: idle.path,
        proof: [{ says: 'Checked here', location: { path: idle.path, line: idle.line } }],
        grade: 'inferred',
        fix: { steps },
      });
    } else if (atStart > 0 || env.validators.length > 0) report.pass('the code checks variables while it loads');
    else {
      const late = needed.filter(({ need }) => need === 'must');
      const told = late.length > 0 ? late : needed;
      const proof = told.slice(0, 8).flatMap(({ name, places: [place] }) => (place ? [{ says: `${name} is read here`, location: place }] : []));
      const names = told.map(({ name }) => name);
      report.fail(late.length > 0 ? 'checked-too-late' : 'not-validated', { names, proof, grade: 'inferred', fix: REMEDY });
    }
  },
});

const IMPORT =
  'Import it first where the app starts: the entry file, or instrumentation.ts in Next.js, which has to call process.exit(1) itself when the import fails (it goes on after an error and answers everything with 500).';
const REMEDY: Remedy = {
  steps: [
    'launch-ready env writes a module that checks every variable the code needs: look at it, then launch-ready env --write.',
    IMPORT,
    'Take one variable away and start the app: it must stop and name it.',
  ],
  snippet: { language: 'shell', text: 'launch-ready env\nlaunch-ready env --write', where: 'in the repository' },
};
