import { redactionTestFile } from '../../formats/redaction-script.ts';
import { UsageError } from '../../model/errors.ts';
import type { Intent } from '../../model/intent.ts';

const DEPTH = 4;
/** Where test files lie that import the module from beside `src`. */
const FROM = '../';

/**
 * The text of a test for the project's own logger, to be kept in a folder such as `test`.
 * @throws UsageError when the config names no logger
 */
export function logTestFile({ logRedactor }: Intent, runner: 'vitest' | 'node'): string {
  if (!logRedactor) throw new UsageError("name your logger in the config first: logs: { redactor: { module: 'src/logger.ts', export: 'logger' } }");
  return redactionTestFile({ runner, module: FROM + logRedactor.module.replace(/^\.\//, ''), export: logRedactor.export, depth: DEPTH });
}
