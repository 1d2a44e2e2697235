import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { nearest } from '../../config/nearest.ts';
import { UsageError } from '../../model/errors.ts';
import { VERBS } from './help.ts';

export interface Args {
  readonly verb: string;
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Values by option name; an option given several times has several. */
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Options every verb takes, beside those its help lists. */
const COMMON = [
  ['--no-color', ''],
  ['--quiet', ''],
  ['--help', ''],
] as const;

/**
 * Reads the command line against the verb's own help: what help shows is what is accepted, nothing else.
 * @throws UsageError naming the option and the nearest one that exists
 */
export function readArgs(argv: readonly string[]): Args {
  const [first] = argv;
  const named = first !== undefined && VERBS[first] !== undefined;
  const verb = named ? first : 'audit';
  // A word without a dot is no address.
  const meant = named || first === undefined || !/^[a-z]+$/.test(first) ? undefined : nearest(first, Object.keys(VERBS));
  if (meant !== undefined) throw new UsageError(`launch-ready has no verb ${first}; did you mean ${meant}? See: launch-ready help`);
  const listed = [...(VERBS[verb]?.options ?? []), ...COMMON].map(([text]) => ({ name: (text.split(' ')[0] ?? '').slice(2), takesValue: text.includes(' ') }));
  const options: ParseArgsOptionsConfig = Object.fromEntries(
    listed.map(({ name, takesValue }) => [name, takesValue ? { type: 'string', multiple: true } : { type: 'boolean' }]),
  );
  const { values, positionals } = parse(named ? argv.slice(1) : argv, options, verb);
  const flags = new Set<string>();
  const texts = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(values)) {
    if (value === true) flags.add(name);
    else if (Array.isArray(value)) texts.set(name, value.map(String));
  }
  return { verb, operands: positionals, flags, values: texts };
}

function parse(argv: readonly string[], options: ParseArgsOptionsConfig, verb: string) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    const says = error instanceof Error ? error.message : '';
    const bad = /'(-[^' ]*)/.exec(says)?.[1] ?? '';
    const near = nearest(bad.replace(/^-+|=.*/g, ''), Object.keys(options));
    const todo = near === undefined ? `see: launch-ready help ${verb}` : `did you mean --${near}? See: launch-ready help ${verb}`;
    throw new UsageError(
      says.includes('argument missing') ? `${bad} needs a value; see: launch-ready help ${verb}` : `launch-ready ${verb} has no option ${bad}; ${todo}`,
    );
  }
}

/** The last value of an option, if it was given. */
export function valueOf(args: Args, name: string): string | undefined {
  return args.values.get(name)?.at(-1);
}
