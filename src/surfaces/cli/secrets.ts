import { readFile, stat } from 'node:fs/promises';
import { compose } from '../../compose.ts';
import { UsageError } from '../../model/errors.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { secretInventoryMarkdown, secretInventoryText } from '../../reporters/secret-inventory.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { secrets } from '../../verbs/secrets.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';

const MOST_IMPORTED_BYTES = 20_000_000;

/** `launch-ready secrets`: the inventory. Exit code 1 when one leaked and is not shown to be dead. */
export const secretsVerb: VerbRunner = async ({ args, screen, signal }) => {
  const config = valueOf(args, 'config');
  const environment = valueOf(args, 'environment');
  const from = valueOf(args, 'import');
  const intent = await loadIntent({ cwd: process.cwd(), ...(config !== undefined && { file: config }), ...(environment !== undefined && { environment }) });
  const inventory = await secrets(
    {
      intent,
      verify: args.flags.has('verify'),
      ...(from !== undefined && { imported: await importedFrom(from) }),
      signal,
      onEvent: (event) => {
        if (event.type === 'asking') screen.tell(`asking the providers of ${event.count} values, one reading request each\n`);
        else screen.tell(`${event.id}: not asked, ${event.why}\n`);
      },
    },
    compose({ folder: process.cwd(), env: process.env }),
  );
  if (args.flags.has('json')) screen.out(canonicalJson(inventory));
  else screen.out(args.flags.has('markdown') ? secretInventoryMarkdown(inventory) : secretInventoryText(inventory, screen.outTerminal));
  return inventory.rows.some(({ state }) => state === 'leaked' || state === 'dead-in-use') ? 1 : 0;
};

async function importedFrom(file: string): Promise<unknown> {
  const facts = await stat(file).catch(() => undefined);
  if (!facts?.isFile()) throw new UsageError(`--import ${file}: there is no such file`);
  if (facts.size > MOST_IMPORTED_BYTES) throw new UsageError(`--import ${file}: larger than an inventory can be`);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw new UsageError(`--import ${file}: not valid JSON; export one with: launch-ready secrets --json > inventory.json`);
  }
}
