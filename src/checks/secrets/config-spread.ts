import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { defineCheck, one } from '../../model/check.ts';

const HOW = {
  'next-env': 'the key env of the Next.js config copies values into the code of every page',
  define: 'the bundler replaces the name by the value in the code that browsers download',
  window: 'a global of the page carries the values',
  answer: 'an answer of the server carries the values',
} as const;

export const configSpread = defineCheck({
  id: 'secrets/config-spread',
  rows: ['E4'],
  stage: 'secrets',
  about: 'repository',
  title: 'No build setting or page hands server variables to browsers',
  why: 'One line in the build config copies a key into the JavaScript of the site. Nothing looks wrong, and everybody who opens the developer tools has it.',
  test: 'build, then grep the output folder for the first characters of a server key',
  refs: ['Next.js: env (legacy)', 'Vite: define', 'webpack: DefinePlugin'],
  needs: { env: one(envVariables) },
  maxAge: 'commit',
  problems: {
    'all-published': {
      says: '{path:outside} hands all environment variables to browsers',
      class: 'blocker',
      impact: 'data',
      identity: ['path'],
      minutes: 40,
    },
    'secret-published': {
      says: '{path:outside} copies {name:name} into what browsers download',
      class: 'blocker',
      impact: 'data',
      identity: ['path', 'name'],
      minutes: 45,
    },
  },
  judge({ env }, { report }) {
    const told = new Set<string>();
    for (const { name, how, path, line } of env.published) {
      const key = `${path} ${name ?? how}`;
      if (told.has(key)) continue;
      const proof = [{ says: HOW[how], location: { path, line } }];
      // What is made for browsers may go there by any way.
      const isForBrowsers = name !== null && (!SECRET_NAME.test(name) || BROWSER_NAME.test(name) || PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix)));
      if (isForBrowsers) continue;
      told.add(key);
      const replace = 'Replace each key that was published so far at its provider.';
      if (name === null) {
        const steps = ['Name the few variables that browsers need, one by one, instead of all.', replace];
        report.fail('all-published', { path, proof, fix: { steps } });
      } else {
        const steps = [
          `Take ${name} out of there, and read it with process.env.${name} in server code only (an API route, a server action).`,
          'Let the browser call that route instead of the provider.',
          replace,
        ];
        report.fail('secret-published', { path, name, proof, fix: { steps } });
      }
    }
    if (env.used.length === 0 && env.dynamic.length === 0) report.notApplicable('the code reads no environment variable of its own');
    else report.pass('no build setting, page or answer hands variables on');
  },
});
