import { expect, test } from 'vitest';
import type { DmarcResult, SourceState } from '../../model/dmarc-result.ts';
import { dmarcExitCode } from './dmarc.ts';

const withStates = (...domains: SourceState[][]): Pick<DmarcResult, 'domains'> =>
  ({ domains: domains.map((states) => ({ sources: states.map((state) => ({ state })) })) }) as unknown as Pick<DmarcResult, 'domains'>;

test.each([
  ['all passes', withStates(['nothing', 'better', 'look']), 0],
  ['mail of a service fails', withStates(['nothing'], ['work']), 1],
  ['no report could be used', withStates(), 3],
])('exit code: %s', (_, result, code) => {
  expect(dmarcExitCode(result)).toBe(code);
});
