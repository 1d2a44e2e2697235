import { GIVEN_NAMES, IMPLICIT_NAMES, IMPLICIT_PATTERN } from '../../data/env-conventions.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { defineCheck, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { distinct, isNeeded, isTold } from './env-names.ts';

/** Names that many packages read; one of a package's own list is enough to know the name. */
const KNOWN_ELSEWHERE: ReadonlySet<string> = new Set(Object.values(IMPLICIT_NAMES).flat());

export const envExample = defineCheck({
  id: 'secrets/env-example',
  rows: ['E6'],
  stage: 'secrets',
  about: 'repository',
  title: 'Every environment variable that the code reads is documented',
  why: 'A variable that nobody wrote down is the one that is missing on the new server: the app starts and fails at the first user who needs it.',
  test: 'set up a fresh copy with nothing but .env.example and start it',
  refs: ['The Twelve-Factor App III'],
  needs: { env: one(envVariables) },
  maxAge: 'commit',
  problems: {
    undocumented: {
      says: 'documented nowhere, though the code reads it without a default: {names:names}',
      class: 'incident',
      impact: 'control',
      identity: [],
      minutes: 15,
      reach: 'internal',
    },
    'undocumented-optional': {
      says: 'documented nowhere, though the code reads it: {names:names}',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 10,
      reach: 'internal',
    },
    unused: {
      says: 'documented, but it seems that nothing reads it: {names:names}',
      class: 'later',
      impact: 'control',
      identity: [],
      minutes: 10,
      reach: 'internal',
    },
  },
  judge({ env }, { report }) {
    const documented = new Set(env.documented.map((entry) => entry.name));
    const open = env.used.filter((use) => !documented.has(use.name));
    for (const [code, uses] of [
      ['undocumented', open.filter(isNeeded)],
      ['undocumented-optional', open.filter((use) => !isNeeded(use) && isTold(use))],
    ] as const) {
      if (uses.length === 0) continue;
      const proof = uses.slice(0, 12).flatMap((use) => {
        const place = use.places[0];
        return place ? [{ says: `${use.name} is read here`, location: place }] : [];
      });
      const text = uses.map((use) => `# used in ${use.places[0]?.path ?? ''}\n${use.name}=`).join('\n');
      const file = env.exampleFiles[0] ?? '.env.example';
      const fix = {
        steps: [`Add these lines to ${file} and say after the # where each value comes from.`],
        snippet: { language: 'env' as const, text, where: file },
      };
      report.fail(code, { names: uses.map((use) => use.name), proof, fix });
    }
    const used = new Set([...env.used.map((use) => use.name), ...env.implicit.map((entry) => entry.name), ...env.mentioned]);
    const isKnown = (name: string): boolean => used.has(name) || KNOWN_ELSEWHERE.has(name) || IMPLICIT_PATTERN.test(name) || GIVEN_NAMES.test(name);
    const spare = distinct(env.documented.filter((entry) => env.exampleFiles.includes(entry.path) && !isKnown(entry.name)));
    // Where a name is computed, any documented one may be meant.
    if (spare.length > 0 && env.dynamic.length === 0 && env.used.length > 0) {
      const proof = spare.slice(0, 12).map((entry) => ({ says: `${entry.name} is documented here`, location: { path: entry.path, line: entry.line } }));
      report.fail('unused', {
        names: spare.map((entry) => entry.name),
        proof,
        grade: 'inferred',
        fix: { steps: ['Remove what nothing needs: every spare secret is one more to keep and to replace. Keep what a tool outside the code reads.'] },
      });
    }
    if (env.used.length === 0 && env.dynamic.length === 0) report.notApplicable('the code reads no environment variable of its own');
    else report.pass(`${count(env.used.length, 'variable')} read, all documented in ${env.exampleFiles[0] ?? 'the documentation'}`);
  },
});
