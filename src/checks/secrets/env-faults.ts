import type { EnvValueFile, EnvValues } from '../../evidence/secrets/env-values.ts';
import type { EnvVariables } from '../../evidence/secrets/env-variables.ts';

type Variable = EnvValueFile['variables'][number];
interface Fault {
  readonly code: 'cut-value' | 'odd-quotes' | 'stray-space' | 'no-value' | 'odd-address' | 'key-on-one-line' | 'lower-case';
  readonly fits: (variable: Variable) => boolean;
  readonly step: string;
}
const signed =
  (pattern: RegExp) =>
  ({ signs }: Variable): boolean =>
    signs.some((sign) => pattern.test(sign));
const written =
  (pattern: RegExp) =>
  ({ faults }: Variable): boolean =>
    faults.some((fault) => pattern.test(fault));

const ALWAYS: readonly Fault[] = [
  { code: 'cut-value', fits: written(/^cut-at-hash$/), step: 'Put the whole value into double quotes.' },
  { code: 'odd-quotes', fits: written(/quote/), step: 'Use one pair of straight quotes around the value, or none.' },
  { code: 'stray-space', fits: written(/^(?:space-around|blank-end)$/), step: 'Write NAME=value without spaces around = and at the end.' },
  { code: 'odd-address', fits: signed(/^(?:port-in-host|origin-with-slash)$/), step: 'Take the port into its own variable, and the slash off the end.' },
];

/** What can be wrong with a line of this file; some of it only together with what the code reads. */
export function faultsOf(values: EnvValues, file: EnvValueFile, used: EnvVariables['used']): readonly Fault[] {
  const names = new Set(used.map(({ name }) => name));
  const needed = new Set(used.filter(({ need, inApp }) => need !== 'optional' && inApp).map(({ name }) => name));
  const faults: Fault[] = [
    ...ALWAYS,
    {
      code: 'lower-case',
      fits: ({ name }) => name !== name.toUpperCase() && names.has(name.toUpperCase()) && !names.has(name),
      step: 'Write the name in capitals.',
    },
  ];
  if (!values.unescapes)
    faults.push({
      code: 'key-on-one-line',
      fits: signed(/^pem-on-one-line$/),
      step: "Read it with .replaceAll('\\\\n', '\\n'), or put the key into double quotes over several lines.",
    });
  if (file.stage === 'production')
    faults.push({
      code: 'no-value',
      fits: (variable) => needed.has(variable.name) && signed(/^(?:empty|nothing-word|stand-in)$/)(variable),
      step: 'Put the real value in, or take the line out and set the variable at the host.',
    });
  return faults;
}
