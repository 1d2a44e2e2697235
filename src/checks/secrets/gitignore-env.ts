import { envFiles } from '../../evidence/secrets/env-files.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';

export const gitignoreEnv = defineCheck({
  id: 'secrets/gitignore-env',
  rows: ['E5'],
  stage: 'secrets',
  about: 'repository',
  title: 'Git keeps away from env files',
  why: 'One "git add ." on a busy evening puts every key of the app into the history, for everybody who has or will get a copy.',
  test: 'git check-ignore -v .env .env.local .env.production',
  refs: ['gitignore(5)'],
  needs: { seen: one(envFiles, ['tree', 'ignore']) },
  maxAge: 'commit',
  problems: {
    'lies-open': {
      says: '{path:outside} lies in the repository with values for {names:names}, and git does not ignore it: the next commit takes it along',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 5,
    },
    'not-ignored': {
      says: 'git would not ignore {names:names}',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 5,
    },
    'image-takes-env': {
      says: '{path:outside} copies the whole folder into the image, and {ignore:outside} does not leave env files out: whoever gets the image has them',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 5,
    },
    'upload-takes-env': {
      says: '.vercelignore replaces .gitignore for uploads and does not leave env files out',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 5,
    },
  },
  judge({ seen }, { report }) {
    const fix = {
      steps: ['Add these lines to .gitignore.'],
      snippet: { language: 'text' as const, text: '.env\n.env.*\n!.env.example', where: '.gitignore' },
      changes: [{ kind: 'file' as const, path: '.gitignore', op: 'append' as const, text: '.env\n.env.*\n!.env.example\n' }],
    };
    for (const file of seen.files.filter((one) => !one.tracked && !one.inHistory)) {
      const names = [...file.secretNames, ...file.weakNames];
      if (names.length > 0)
        report.fail('lies-open', { path: file.path, names, proof: [{ says: 'Untracked and not ignored', location: { path: file.path } }], fix });
    }
    if (!seen.usesEnv) return;
    for (const { path, ignore } of seen.copies) {
      const proof = [{ says: 'Copies everything', location: { path } }];
      if (path.endsWith('.vercelignore')) report.fail('upload-takes-env', { proof, fix: ignoring(path) });
      else report.fail('image-takes-env', { path, ignore, proof, fix: ignoring(ignore) });
    }
    const open = seen.ignored.filter((entry) => !entry.ignored && !seen.files.some((file) => file.path === entry.path));
    // An env file per stage without secrets may be committed on purpose; the plain one and the local one may not.
    const risky = open.filter((entry) => !entry.path.endsWith('.production'));
    if (risky.length > 0) {
      const proof = [{ says: 'git check-ignore does not name them', lines: risky.slice(0, 10).map((entry) => entry.path) }];
      report.fail('not-ignored', { names: risky.map((entry) => entry.path), proof, fix });
    }
  },
});

function ignoring(path: string): Remedy {
  return {
    steps: [`Add these lines to ${path}.`, 'Build again, and throw away images that were built on a machine with env files.'],
    snippet: { language: 'text', text: '.env\n.env.*\n!.env.example', where: path },
    changes: [{ kind: 'file', path, op: 'append', text: '.env\n.env.*\n!.env.example\n' }],
  };
}
