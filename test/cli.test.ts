import { chmod } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { cleanEnd, command, folderWith, type CommandOptions, type Ended } from './support/command.ts';

/* The real command, in a process of its own: what a person or a script sees when the input is wrong. What needs no process is proven beside the code. */
vi.setConfig({ testTimeout: 100_000 });

const CONFIG = "console.log('noise');\nexport default { project: 'acme', profile: 'coach-prototype', repository: false };\n";

/** Runs in a folder with these files and mode, and asserts what holds of every end. */
async function ends(
  files: Record<string, string>,
  args: readonly string[],
  options: Partial<CommandOptions> & { readonly mode?: number } = {},
): Promise<Ended> {
  const { path, remove } = await folderWith(files);
  try {
    await chmod(path, options.mode ?? 0o755);
    const ended = await command(args, { cwd: path, ...options });
    expect(await cleanEnd(ended, path)).toEqual([]);
    return { ...ended, stderr: ended.stderr.replaceAll(path, '.') };
  } finally {
    await chmod(path, 0o755);
    await remove();
  }
}

test('a config that throws and leaves a timer behind: one line, exit code 2, nothing on stdout', async () => {
  const files = { 'launch-ready.config.ts': 'setInterval(() => {}, 1000);\nthrow new Error("no \\x1b[31mDATABASE_URL");\n' };
  expect(await ends(files, ['--json'])).toEqual({
    code: 2,
    stdout: '',
    stderr: 'launch-ready: ./launch-ready.config.ts:2: threw Error: no  [31mDATABASE_URL\n',
  });
});

test.skipIf(process.platform === 'win32')('a read-only folder: the audit answers, says what it could not keep, and stdout is one document', async () => {
  // Mode bits mean nothing to root.
  const somebody = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { code, stdout, stderr } = await ends({ 'launch-ready.config.ts': CONFIG }, ['--json'], { mode: 0o555, ...somebody });
  expect(code).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'launch-ready/assessment@1', decision: { decision: 'fix-first' } });
  expect(stderr).toContain('noise\n');
  expect(stderr).toContain('the run could not be archived: ./.launch-ready/runs cannot be written: this user may not write there;');
  expect(stderr).toContain(
    '.launch-ready/report/report.html cannot be written: this user may not write there; allow it or name another folder (the same for 2 more)\n',
  );
});

test('a document that was asked for and cannot be written: exit code 2, also for a reader that went away', async () => {
  const goes: CommandOptions['watch'] = (child) => child.stdout?.destroy();
  const files = { 'launch-ready.config.ts': CONFIG, report: '' };
  expect(await ends(files, ['--json', '--quiet', '--out', 'report/today', '--format', 'plan'], { watch: goes })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'noise\nreport/today/plan.md cannot be written: a file stands where a folder is needed; move it or name another folder\n',
  });
});

test('a defect of ours that nobody caught: exit code 4, no stack trace, nothing on stdout', async () => {
  const { path, remove } = await folderWith({});
  const late = `--import=data:text/javascript,${encodeURIComponent('setInterval(() => { if (process.listenerCount("uncaughtException") > 0) throw new Error("late"); }, 1).unref()')}`;
  const { code, stdout, stderr } = await command(['--json'], { cwd: path, env: { NODE_OPTIONS: late } });
  await remove();
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/^launch-ready: internal error: late\nThis is a defect of launch-ready, not of your app\. .*\n$/m);
});
