import type { Remedy } from '../../model/fix.ts';
import { headersRemedy } from './header-remedies.ts';
import { directiveToWiden, originOf, type Refused, widened } from './policy-facts.ts';
import type { Stack } from './stack.ts';

export const TRY_FIRST = 'Send the widened policy as Content-Security-Policy-Report-Only first if you are unsure, look at the console (F12), then enforce it.';

/** The policy that lets `some` through, for the place where this site sets it. Whole, with everything that it refuses today, where one header decides alone. */
export function widenedRemedy(stack: Stack, some: readonly Refused[], all: readonly Refused[]): Remedy {
  const steps = ['Add what is missing to the policy:', ...new Set(some.map(({ want }) => `${directiveToWiden(want)} … ${originOf(want.url)}`)), TRY_FIRST];
  const [policy, ...others] = new Set(all.map((one) => one.policy));
  const text = policy && others.length === 0 ? widened(policy.text, all) : undefined;
  if (policy === undefined || text === undefined) return { steps };
  const inPage = {
    language: 'text',
    text: `<meta http-equiv="Content-Security-Policy" content="${text}">`,
    where: 'the head of the page, in place of the one there is',
  } as const;
  const { snippet } = policy.from === 'meta' ? { snippet: inPage } : headersRemedy(stack, [['Content-Security-Policy', text]]);
  return { steps, ...(snippet && { snippet: { ...snippet, where: `in place of the present policy: ${snippet.where}` } }) };
}
