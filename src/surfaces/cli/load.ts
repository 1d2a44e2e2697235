import { compose } from '../../compose.ts';
import { UsageError } from '../../model/errors.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { loadResultText } from '../../reporters/load-result.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { load } from '../../verbs/load.ts';
import { type Args, valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';
import { quote } from '../../model/text.ts';

const KINDS = ['constant', 'poisson', 'ramp', 'burst'] as const;

/** `launch-ready load URL`: exit code 1 when requests failed, 3 when nothing can be concluded. */
export const loadVerb: VerbRunner = async ({ args, screen, signal }) => {
  const [url] = args.operands;
  if (url === undefined) throw new UsageError('say what to load: launch-ready load https://app.example.com/api/chats --active');
  const [file, environment] = ['config', 'environment'].map((name) => valueOf(args, name));
  const intent = await loadIntent({ cwd: process.cwd(), ...(file !== undefined && { file }), ...(environment !== undefined && { environment }) });
  const quiet = args.flags.has('quiet') || args.flags.has('json');
  const result = await load(
    {
      intent: { ...intent, active: intent.active || args.flags.has('active') },
      url,
      rates: ratesOf(args),
      seconds: numberOf(args, 'seconds', 30, 600),
      arrivals: kindOf(args),
      targetMs: numberOf(args, 'target', 500, 60_000),
      signal,
      onStep: ({ rate, seconds, done }) => (quiet || done ? undefined : screen.tell(`${rate} requests per second for ${seconds} s …\n`)),
    },
    compose({ folder: process.cwd(), env: process.env }),
  );
  screen.out(args.flags.has('json') ? canonicalJson(result) : `\n${loadResultText(result, screen.outTerminal)}`);
  if (result.steps.some(({ failed }) => failed > 0)) return 1;
  return result.steps.length === 0 || result.steps.some(({ invalid }) => invalid !== null) ? 3 : 0;
};

function numberOf(args: Args, name: string, usual: number, most: number): number {
  const text = valueOf(args, name);
  if (text === undefined) return usual;
  const number = Number(text);
  if (!(number > 0 && number <= most)) throw new UsageError(`--${name} takes a number up to ${most}; got "${quote(text, 20)}"`);
  return number;
}

function ratesOf(args: Args): readonly number[] {
  const text = valueOf(args, 'rate') ?? '5,20,50';
  const rates = text.split(',').map(Number);
  if (rates.length === 0 || rates.some((rate) => !(rate > 0)))
    throw new UsageError(`--rate takes requests per second, one or several: 5,20,50; got "${quote(text, 40)}"`);
  return rates;
}

function kindOf(args: Args): (typeof KINDS)[number] {
  const text = valueOf(args, 'arrivals') ?? 'poisson';
  const kind = KINDS.find((one) => one === text);
  if (!kind) throw new UsageError(`--arrivals is one of ${KINDS.join(', ')}; got "${quote(text, 20)}"`);
  return kind;
}
