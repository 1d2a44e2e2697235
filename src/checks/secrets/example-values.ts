import { envValues } from '../../evidence/secrets/env-values.ts';
import { defineCheck, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { namesOf, proofAt } from './env-facts.ts';

export const exampleValues = defineCheck({
  id: 'secrets/example-values',
  rows: ['E1'],
  stage: 'secrets',
  about: 'repository',
  title: 'Example files hold names and stand-ins, no real values',
  why: 'An example file is meant to be copied and shared. A value that somebody left in it is known to everybody who ever saw the repository.',
  test: 'open the example file and look for anything that works',
  refs: ['CWE-798'],
  needs: { values: one(envValues) },
  maxAge: 'commit',
  problems: {
    'real-value': {
      says: '{path:outside} is an example, but {names:names} has a value that looks real',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 20,
      fails: ['E1', 'E10'],
    },
  },
  judge({ values }, { report }) {
    const examples = values.files.filter(({ kind }) => kind === 'example');
    for (const file of examples) {
      // What its own shape tells is found everywhere, by another check.
      const placed = file.variables.filter(({ isSecret, key }) => isSecret && key === null).map((variable) => ({ file, variable }));
      if (placed.length === 0) continue;
      const steps = [
        'Replace each value at the place it comes from: it is in the history of the repository.',
        'Leave the name with an empty value, and say in a comment where it comes from.',
      ];
      report.fail('real-value', { path: file.path, names: namesOf(placed), proof: proofAt('Here', placed), grade: 'inferred', fix: { steps } });
    }
    if (examples.length === 0) report.notApplicable('there is no example of an env file');
    else report.pass(`${count(examples.length, 'example file')} without real values`);
  },
});
