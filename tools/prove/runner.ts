import { relative } from 'node:path';
import { type RunnerTask, type RunnerTestCase, type RunnerTestFile, TestRunner } from 'vitest';
import type { Proof } from '../claims.ts';
import { withBroken } from './broken.ts';

declare module 'vitest' {
  interface ProvidedContext {
    proofs: readonly Proof[];
  }
  interface TaskMeta {
    /** Covers that were broken in a second run of the test, and whether it failed then. */
    noticed?: Record<string, boolean>;
  }
}

/** Runs only tests that prove something: first whole, which must pass, then once for each thing they prove with that thing broken, which must fail. */
export default class ProvingRunner extends TestRunner {
  onCollected(files: readonly RunnerTestFile[]): void {
    for (const file of files) this.skipOthers(file);
  }

  private skipOthers(task: RunnerTask): void {
    if (task.type === 'suite') for (const inner of task.tasks) this.skipOthers(inner);
    else if (this.coversOf(task).length === 0) task.mode = 'skip';
  }

  async runTask(test: RunnerTestCase): Promise<void> {
    const run = TestRunner.getTestFn(test);
    // A busy machine may break a deadline of the product; what fails twice fails.
    try {
      await run();
    } catch {
      await run();
    }
    const noticed: Record<string, boolean> = {};
    for (const cover of this.coversOf(test)) noticed[cover] = await fails(() => withBroken(cover, run));
    test.meta.noticed = noticed;
  }

  private coversOf(test: RunnerTask): string[] {
    const file = relative(this.config.root, test.file.filepath).replaceAll('\\', '/');
    const full = fullName(test);
    const proofs = this.injectValue('proofs') as readonly Proof[];
    return [...new Set(proofs.filter((proof) => proof.test === file && full.includes(proof.named)).map(({ cover }) => cover))];
  }
}

/** A time-out is no failure that shows anything: the machine may have been busy. */
async function fails(run: () => unknown): Promise<boolean> {
  try {
    await run();
    return false;
  } catch (error) {
    return !(error instanceof Error && /timed out in \d+ms/.test(error.message));
  }
}

/** `suite > inner suite > test`, without the file. */
export function fullName(task: RunnerTask): string {
  const outer = task.suite && task.suite.id !== task.file.id ? `${fullName(task.suite)} > ` : '';
  return `${outer}${task.name}`;
}
