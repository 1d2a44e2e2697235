import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { envValues } from '../../evidence/secrets/env-values.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { defineCheck, maybe, one } from '../../model/check.ts';
import { wordsOf } from '../../model/secret-rule.ts';
import { namedIn } from './env-facts.ts';

/** Never meant for a browser, whatever else the name says. */
const SERVER_ONLY =
  /SERVICE_?ROLE|(?:OPENAI|ANTHROPIC|GROQ|MISTRAL|REPLICATE|OPENROUTER|RESEND|SENDGRID|POSTMARK)_(?:API_)?(?:KEY|TOKEN)|STRIPE_SECRET|DATABASE_URL|PRIVATE_?KEY|CLIENT_SECRET|JWT_SECRET|PASSWORD$/;

export const clientPrefix = defineCheck({
  id: 'secrets/client-prefix',
  rows: ['E4'],
  stage: 'secrets',
  about: 'repository',
  title: 'No secret carries a prefix that publishes it to browsers',
  why: 'The build copies variables with these prefixes into the JavaScript that every visitor downloads. A secret in one is public from the first deploy on.',
  test: 'open the site, press F12, search the loaded scripts for the first characters of the value',
  refs: ['Next.js: Bundling environment variables for the browser', 'Vite: Env variables'],
  needs: { env: one(envVariables), values: maybe(envValues) },
  maxAge: 'commit',
  problems: {
    'secret-in-browser': {
      says: '{name:name} sounds like a secret, but its prefix {prefix:name} puts it into the code that every visitor downloads',
      class: 'blocker',
      impact: 'data',
      identity: ['name'],
      minutes: 45,
    },
    'secret-value-in-browser': {
      says: 'the value of {name:name} in {path:outside} is a secret key by its form, and the prefix puts it into the code that every visitor downloads',
      class: 'blocker',
      impact: 'data',
      identity: ['name'],
      minutes: 45,
    },
  },
  judge({ env, values }, { report }) {
    const told = new Set<string>();
    for (const { path, kind, variables } of values?.files ?? [])
      for (const { name, key, line } of kind === 'private' ? variables : []) {
        if (key === null || !PUBLIC_PREFIXES.some((prefix) => name.startsWith(prefix))) continue;
        const steps = [
          'Replace the key at its provider: each build with it has published it.',
          'Keep it under a name without the prefix, and use it only in server code.',
        ];
        told.add(name);
        const proof = [{ says: `By its form it is ${wordsOf(key, secretRules).says}`, location: { path, line } }];
        report.fail('secret-value-in-browser', { name, path, proof, fix: { steps } });
      }
    for (const [name, proof] of namedIn(env)) {
      const prefix = PUBLIC_PREFIXES.find((one) => name.startsWith(one));
      if (!prefix || told.has(name)) continue;
      const rest = name.slice(prefix.length);
      if (!SERVER_ONLY.test(rest) && (!SECRET_NAME.test(rest) || BROWSER_NAME.test(rest))) continue;
      const steps = [
        `Rename ${name} to ${rest} in the code and in the host's environment settings, and read it only in server code (an API route, a server action).`,
        'Let the browser call that route instead of the provider.',
        'Replace the key at its provider: it has been public since the first deploy with this name.',
      ];
      report.fail('secret-in-browser', {
        name,
        prefix,
        proof,
        fix: { steps },
        grade: 'inferred',
        ...(proof.length > 0 && { test: `search the loaded scripts of the site for the value of ${name}` }),
      });
    }
  },
});
