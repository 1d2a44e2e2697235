import { join } from 'node:path';
import { compose } from '../../compose.ts';
import { envPlanText } from '../../reporters/env-plan.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { planEnv, writeEnv } from '../../verbs/env.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';

/** `launch-ready env`: shows what it would write; `--write` writes it, never over a file that differs. */
export const envVerb: VerbRunner = async ({ args, screen, signal }) => {
  const config = valueOf(args, 'config');
  const module = valueOf(args, 'module');
  const intent = await loadIntent({ cwd: process.cwd(), ...(config !== undefined && { file: config }) });
  const deps = compose({ folder: process.cwd(), env: process.env });
  const plan = await planEnv({ intent, ...(module !== undefined && { module }), signal }, deps);
  if (args.flags.has('json')) screen.out(canonicalJson(plan));
  else screen.out(envPlanText(plan));
  if (!args.flags.has('write')) return 0;
  const written = await writeEnv(plan, intent.repository?.path ?? process.cwd(), join, deps);
  screen.tell(written.length > 0 ? `written: ${written.join(', ')}\n` : 'nothing to write\n');
  return plan.module.is === 'differs' ? 1 : 0;
};
