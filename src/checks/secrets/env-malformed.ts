import { envValues } from '../../evidence/secrets/env-values.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { namesOf, proofAt } from './env-facts.ts';
import { faultsOf } from './env-faults.ts';

export const envMalformed = defineCheck({
  id: 'secrets/env-malformed',
  rows: ['E7'],
  stage: 'secrets',
  about: 'repository',
  title: 'Env files say what was meant',
  why: 'A value that is cut at a # or keeps its quotes looks right in the file and fails where it is used: a login that never works, a webhook that is always refused.',
  test: 'node --env-file=.env -p "process.env.NAME"',
  refs: ['dotenv: parsing rules', 'Docker: env_file syntax'],
  needs: { values: one(envValues), env: hint(envVariables) },
  maxAge: 'commit',
  problems: {
    'cut-value': {
      says: '{path:outside} has a # inside the unquoted value of {names:names}: what follows it is a comment, so the value is cut',
      class: 'incident',
      impact: 'downtime',
      identity: ['path'],
      minutes: 5,
    },
    'odd-quotes': {
      says: '{path:outside} has quotes that become part of the value of {names:names}, or are never closed',
      class: 'incident',
      impact: 'downtime',
      identity: ['path'],
      minutes: 5,
    },
    'unreadable-line': {
      says: '{path:outside} has a line that is no assignment (line {line:count}); it is ignored',
      class: 'later',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
    'stray-space': {
      says: '{path:outside} has a space around = or at the end of {names:names}; containers and shells read it differently',
      class: 'later',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
    'hidden-characters': {
      says: '{path:outside} begins with an invisible mark or ends its lines as Windows does: shells and containers take that for a part of names and values',
      class: 'later',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
    'no-value': {
      says: '{path:outside} gives {names:names} a stand-in or nothing, and the app stops or fails without it',
      class: 'incident',
      impact: 'downtime',
      identity: ['path'],
      minutes: 15,
    },
    'odd-address': {
      says: '{path:outside} has an address in {names:names} that is compared or joined literally: a port in a host name, or a slash after an origin',
      class: 'later',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
    'key-on-one-line': {
      says: '{path:outside} holds the key of {names:names} with \\n as two characters, and nothing in the code turns them into line ends',
      class: 'later',
      impact: 'downtime',
      identity: ['path'],
      minutes: 10,
    },
    'lower-case': {
      says: '{path:outside} writes {names:names} in small letters, but the code reads capitals',
      class: 'incident',
      impact: 'downtime',
      identity: ['path'],
      minutes: 5,
    },
  },
  judge({ values, env }, { report }) {
    for (const file of values.files.filter(({ kind }) => kind === 'private')) {
      const { path } = file;
      for (const { code, fits, step } of faultsOf(values, file, env?.used ?? [])) {
        const placed = file.variables.filter(fits).map((variable) => ({ file, variable }));
        if (placed.length > 0) report.fail(code, { path, names: namesOf(placed), proof: proofAt('Here', placed), fix: { steps: [step] } });
      }
      const [line] = file.unreadable;
      if (line !== undefined)
        report.fail('unreadable-line', {
          path,
          line,
          proof: [{ says: 'Not an assignment', location: { path, line } }],
          fix: { steps: ['Write NAME=value, or put a # before a comment.'] },
        });
      if (file.bom || file.carriageReturns)
        report.fail('hidden-characters', {
          path,
          proof: [{ says: file.bom ? 'Begins with a byte order mark' : 'Lines end with a carriage return', location: { path } }],
          fix: { steps: ['Save the file as UTF-8 without a mark and with line ends of Unix (LF).'] },
        });
    }
    report.pass(`${count(values.files.length, 'env file')} read as they are meant`);
  },
});
