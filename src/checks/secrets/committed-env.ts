import { envFiles } from '../../evidence/secrets/env-files.ts';
import { defineCheck, one } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import { count } from '../../model/message.ts';

export const committedEnv = defineCheck({
  id: 'secrets/committed-env',
  rows: ['E5'],
  stage: 'secrets',
  about: 'repository',
  title: 'No file with real environment values is in git',
  why: 'An env file holds the keys to everything the app uses. Once it is in git, every copy of the repository has them for ever.',
  test: "git log --all --oneline -- '.env*' '**/.env*'",
  refs: ['OWASP ASVS 5.0 V13.3', 'The Twelve-Factor App III'],
  needs: { seen: one(envFiles, ['tree', 'history']) },
  maxAge: 'commit',
  problems: {
    'env-in-git': {
      says: '{path:outside} is in git with values for {names:names}',
      class: 'blocker',
      impact: 'data',
      identity: ['path'],
      minutes: 40,
      fails: ['E1', 'E2', 'E5', 'E10'],
    },
    'env-in-history': {
      says: '{path:outside} was taken out of git, but its old versions still hold values for {names:names}',
      class: 'blocker',
      impact: 'data',
      identity: ['path'],
      minutes: 30,
      fails: ['E2', 'E5', 'E10'],
    },
    'env-without-secrets': {
      says: '{path:outside} is in git; nothing secret was seen in it, but the next value somebody adds may be',
      class: 'later',
      impact: 'control',
      identity: ['path'],
      minutes: 5,
    },
  },
  judge({ seen }, { report, intent }) {
    for (const file of seen.files.filter((one) => one.tracked || one.inHistory)) {
      const names = file.secretNames.length > 0 ? file.secretNames : file.weakNames;
      const proof = [
        { says: `${count(file.variables, 'variable')}; a value that looks real for: ${names.join(', ') || 'none'}`, location: { path: file.path } },
      ];
      // Replaced values stay in the history; only a person can know that they open nothing any more.
      const isReplaced = intent.attestations.some((one) => one.row === 'E10' && !one.nobodyKnows && `${one.statement} ${one.evidence}`.includes(file.path));
      const grade = file.secretNames.length > 0 ? ('observed' as const) : ('inferred' as const);
      if (names.length > 0 && file.tracked) report.fail('env-in-git', { path: file.path, names, proof, grade, fix: remedy(file.path, names, true) });
      else if (names.length > 0 && !isReplaced) report.fail('env-in-history', { path: file.path, names, proof, grade, fix: remedy(file.path, names, false) });
      else if (file.tracked) report.fail('env-without-secrets', { path: file.path, proof, fix: remedy(file.path, [], true) });
    }
  },
});

function remedy(path: string, names: readonly string[], tracked: boolean): Remedy {
  const replace =
    names.length > 0
      ? [`Replace each value at its provider (${names.join(', ')}), set the new ones in your host's environment settings, and check that the app works.`]
      : [];
  const commands = [
    `git rm --cached -- '${path.replaceAll("'", `'\\''`)}'`,
    `printf '%s\\n' '.env' '.env.*' '!.env.example' >> .gitignore`,
    'git add .gitignore && git commit -m "Keep env files out of git"',
  ];
  return {
    steps: [
      ...replace,
      ...(tracked ? ['Take the file out of git; it stays on your disk.'] : []),
      ...(names.length > 0
        ? [`Write down that the values are replaced: an attestation for row E10 whose statement names ${path}. Rewriting the history is not needed then.`]
        : []),
    ],
    ...(tracked && { snippet: { language: 'shell', text: commands.join('\n'), where: 'in the repository' } }),
  };
}
