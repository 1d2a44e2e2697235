import { deployConfig } from '../../evidence/secrets/deploy-config.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { count } from '../../model/message.ts';

export const deployConfigCheck = defineCheck({
  id: 'secrets/deploy-config',
  rows: ['E1', 'E5'],
  stage: 'secrets',
  about: 'repository',
  title: 'No password or key is written into code or deployment config',
  why: 'Code, compose, workflow and platform files are copied, shared and shown in pull requests. A password in one of them is known to everybody who ever saw the repository.',
  test: "git grep -nEi '(secret|password|token|api_?key)[a-z_]*[\"]?[:=] *[^$ ]' -- '*.yml' '*.yaml' '*.toml' 'Dockerfile*'",
  refs: ['OWASP ASVS 5.0 V13.3', 'CWE-798', 'The Twelve-Factor App III'],
  needs: { seen: one(deployConfig) },
  maxAge: 'commit',
  problems: {
    'value-in-config': {
      says: '{path:outside} sets {name:name} to a value that looks real ({shown:masked})',
      class: 'blocker',
      impact: 'data',
      identity: ['path', 'name'],
      minutes: 25,
      fails: ['E1', 'E2', 'E5', 'E10'],
    },
    'not-committed': {
      says: '{path:outside} sets {name:name} to a value that looks real ({shown:masked}), and git does not ignore the file: the next commit takes it along',
      class: 'blocker',
      impact: 'data',
      identity: ['path', 'name'],
      minutes: 10,
      fails: ['E1', 'E5'],
    },
    'value-in-code': {
      says: '{path:outside} gives {name:name} a value that looks random ({shown:masked}): if it is secret, everybody who can read the code has it',
      class: 'incident',
      impact: 'data',
      identity: ['path', 'name'],
      minutes: 20,
      // Some are public constants of a service: a guess fails no row.
      fails: [],
    },
    'maybe-stand-in': {
      says: '{path:outside} sets {name:name} to a value ({shown:masked}) that may be a stand-in for development; make sure that production uses another one',
      class: 'later',
      impact: 'data',
      identity: ['path', 'name'],
      minutes: 5,
    },
  },
  judge({ seen }, { report }) {
    for (const { name, path, line, looks, shown, tracked, inCode, forDevelopment } of seen.values) {
      const proof = [{ says: tracked ? 'In the files that git tracks' : 'In a file that git does not ignore', location: { path, line } }];
      const details = { path, name, shown, proof, fix: remedy(name, path, inCode) };
      if (looks === 'weak' || forDevelopment) report.fail('maybe-stand-in', { ...details, grade: 'inferred' });
      // A name and a random look are a good guess, not proof.
      else if (inCode) {
        const test = `git grep -n ${name} -- ${path}, then ask: is the value public, such as a constant that a service gives to everybody?`;
        report.fail('value-in-code', { ...details, test, grade: 'inferred' });
      } else report.fail(tracked ? 'value-in-config' : 'not-committed', details);
    }
    report.pass(`${count(seen.files, 'file')} of code and deployment config read, no password or key written into them`);
  },
});

function remedy(name: string, path: string, inCode: boolean): Remedy {
  const isWorkflow = /\/workflows\//.test(path);
  return {
    steps: [
      ...(inCode
        ? [
            'Is the value public, such as a constant that a service gives to everybody? Then it may stay: launch-ready scan names its id, and a comment `launch-ready:allow <id>` on its line accepts it.',
          ]
        : []),
      `${inCode ? 'If not, make' : 'Make'} a new value for ${name} where it comes from, and put it into the ${isWorkflow ? "secrets of the repository's settings" : 'environment settings of your host'}.`,
      `Let ${path} refer to it instead of holding it.`,
      'Deploy, check that the app works, then switch the old value off.',
    ],
    snippet: {
      language: 'text',
      text: inCode ? `process.env.${name}` : isWorkflow ? `${name}: \${{ secrets.${name} }}` : `${name}: \${${name}:?missing}`,
      where: path,
    },
  };
}
