import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildHistory, git } from './repository/git.ts';
import { openAiKey, seeded } from './repository/key-shapes.ts';
import { START } from './repository/tree.ts';

/** A repository that tries to run code, to lead out of its folder and to trap whoever reads it. */
export interface HostileRepository {
  readonly path: string;
  /** Names of the traps that went off, sorted. Empty is the only good answer. */
  sprung(): Promise<readonly string[]>;
  /** A key that lies outside the repository; only a reader that left the folder can report it. */
  readonly outsideSecret: string;
  remove(): Promise<void>;
}

/** Every trap, by the name of the marker it leaves. */
export const TRAPS = {
  'config-ts': 'launch-ready.config.ts runs code when imported',
  'config-mjs': 'launch-ready.config.mjs runs code when imported',
  'config-js': 'launch-ready.config.js runs code when imported',
  'next-config': 'next.config.mjs runs code when imported',
  'package-script': 'package.json scripts touch a file',
  fsmonitor: 'core.fsmonitor names a program: git status runs it',
  hook: 'core.hooksPath points into the tree',
  'diff-external': 'diff.external names a program: git diff runs it',
  'diff-driver': 'a diff driver of .gitattributes names a program',
  textconv: 'a text conversion of .gitattributes names a program: git show and git log -p run it',
  'filter-clean': 'a clean filter of .gitattributes: git status and git add run it',
  'filter-smudge': 'a smudge filter of .gitattributes: checking out runs it',
  ssh: 'core.sshCommand names a program: fetching runs it',
  'lazy-fetch': 'a promisor remote over ext:: runs a program when an object is missing',
  pager: 'core.pager names a program',
  editor: 'core.editor names a program',
  credential: 'a credential helper names a program',
  'alternate-refs': 'core.alternateRefsCommand names a program',
  gpg: 'gpg.program names a program and log.showSignature asks for it',
} as const;
export type Trap = keyof typeof TRAPS;

const CONFIG_CODE = (marker: string, how: 'import' | 'require'): string =>
  how === 'import'
    ? `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker)}, '');\nexport default { project: 'evil' };\n`
    : `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');\nmodule.exports = { project: 'evil' };\n`;

/** Builds the hostile repository in a new temporary folder. Needs a POSIX system (scripts, links, a named pipe). */
export async function buildHostileRepository(): Promise<HostileRepository> {
  const root = await mkdtemp(join(tmpdir(), 'acme-hostile-'));
  const [path, markers, traps, outside] = ['repository', 'markers', 'traps', 'outside'].map((name) => join(root, name)) as [string, string, string, string];
  for (const folder of [markers, traps, outside]) await mkdir(folder);
  const outsideSecret = openAiKey(seeded('outside'));
  await writeFile(join(outside, '.env'), `OPENAI_API_KEY=${outsideSecret}\n`);
  await writeFile(join(outside, 'notes.ts'), `export const key = '${outsideSecret}';\n`);

  const ids = await buildHistory(path, [
    { message: 'Looks harmless', files: { ...START, 'secret.bin': 'one\n', 'old.txt': 'an object that will be missing\n' } },
    {
      message: 'Innocent \u001b[31mred\u001b[0m message\n\n::error::from a commit',
      files: hostileFiles(markers, outside),
      links: hostileLinks(outside),
      author: '\u202eevil',
    },
  ]);
  await loopsAndPipes(path);
  await armGit(path, traps, markers);
  await removeOldObject(path, ids[0] ?? '');
  return {
    path,
    outsideSecret,
    sprung: async () => (await readdir(markers)).sort(),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function hostileFiles(markers: string, outside: string): Record<string, string | null> {
  const marker = (trap: Trap): string => join(markers, trap);
  const touch = `touch ${marker('package-script')}`;
  const scripts = Object.fromEntries(
    ['preinstall', 'install', 'postinstall', 'prepare', 'build', 'test', 'start', 'launch-ready'].map((name) => [name, touch]),
  );
  return {
    'launch-ready.config.ts': CONFIG_CODE(marker('config-ts'), 'import'),
    'launch-ready.config.mjs': CONFIG_CODE(marker('config-mjs'), 'import'),
    'launch-ready.config.js': CONFIG_CODE(marker('config-js'), 'require'),
    'next.config.mjs': CONFIG_CODE(marker('next-config'), 'import'),
    'package.json': `${JSON.stringify({ name: 'evil', scripts, dependencies: { next: '16.0.3' } }, null, 2)}\n`,
    '.gitattributes': '*.bin diff=trap filter=trap\n*.ts diff=trap filter=trap\n*.txt diff=converted\n',
    'secret.bin': 'two\n',
    'old.txt': null,
    'new.txt': 'text\n',
    '.gitmodules': '[submodule "x"]\n\tpath = sub\n\turl = ext::sh -c touch%20x\n\tupdate = !touch x\n',
    '--output=captured': 'a file name that looks like an option\n',
    'line\nbreak.txt': 'a file name of two lines\n',
    'esc\u001b[31m.txt': 'a file name that colours a terminal\n',
    '.env.example': `# ${outside}\nOPENAI_API_KEY=\n`,
  };
}

/** Links that lead out of the tree, to nothing, and round in circles. */
const hostileLinks = (outside: string): Record<string, string> => ({
  '.env': join(outside, '.env'),
  'lib-outside': outside,
  'etc-passwd': '/etc/passwd',
  up: '..',
  dangling: 'nowhere',
  'loop-a': 'loop-b',
  'loop-b': 'loop-a',
  'deep/back': '../deep',
});

async function loopsAndPipes(path: string): Promise<void> {
  await symlink('.', join(path, 'self'));
  // Opening a named pipe without a writer waits for ever.
  await promisify(execFile)('mkfifo', [join(path, 'pipe.env')]);
}

/** Every setting of git that names a program, each with a script that leaves its marker and otherwise behaves. */
async function armGit(path: string, traps: string, markers: string): Promise<void> {
  const script = async (trap: Trap, rest = 'cat 2>/dev/null; exit 0'): Promise<string> => {
    const file = join(traps, trap);
    await writeFile(file, `#!/bin/sh\ntouch '${join(markers, trap)}'\n${rest}\n`);
    await chmod(file, 0o755);
    return file;
  };
  const hooks = join(path, 'hooks');
  await mkdir(hooks);
  const hook = await script('hook', 'exit 0');
  for (const name of ['post-index-change', 'reference-transaction', 'post-checkout', 'pre-commit', 'pre-auto-gc']) await symlink(hook, join(hooks, name));
  const lines = [
    `[core]\n\tfsmonitor = ${await script('fsmonitor', 'exit 1')}\n\thooksPath = ${hooks}\n\tsshCommand = ${await script('ssh', 'exit 1')}`,
    `\tpager = ${await script('pager')}\n\teditor = ${await script('editor', 'exit 0')}\n\talternateRefsCommand = ${await script('alternate-refs', 'exit 0')}`,
    `[pager]\n\tlog = true\n\tshow = true\n\tdiff = true`,
    `[diff]\n\texternal = ${await script('diff-external', 'exit 0')}`,
    `[diff "trap"]\n\tcommand = ${await script('diff-driver', 'exit 0')}`,
    `[diff "converted"]\n\ttextconv = ${await script('textconv', 'cat "$1"')}`,
    `[filter "trap"]\n\tclean = ${await script('filter-clean')}\n\tsmudge = ${await script('filter-smudge')}\n\trequired = false`,
    `[credential]\n\thelper = ${await script('credential', 'exit 0')}`,
    `[gpg]\n\tprogram = ${await script('gpg', 'exit 1')}\n[log]\n\tshowSignature = true\n[commit]\n\tgpgSign = true`,
    `[protocol "ext"]\n\tallow = always`,
    `[remote "origin"]\n\turl = ext::${await script('lazy-fetch', 'exit 1')}\n\tpromisor = true\n\tpartialclonefilter = blob:none\n\tfetch = +refs/heads/*:refs/remotes/origin/*`,
    `[remote "ssh"]\n\turl = ssh://git@127.0.0.1/evil.git\n[extensions]\n\tpartialClone = origin`,
  ];
  await appendFile(join(path, '.git', 'config'), `${lines.join('\n')}\n`);
  // A changed file makes git run the clean filter and the diff programs.
  await appendFile(join(path, 'secret.bin'), 'three\n');
}

/** A missing object makes a careless reader fetch it from the remote, which runs a program. */
async function removeOldObject(path: string, commit: string): Promise<void> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const blob = (await git(path, ...safe, 'rev-parse', `${commit}:old.txt`)).trim();
  await rm(join(path, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
}
