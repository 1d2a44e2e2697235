import type { Problem } from '../../model/check.ts';

const wrong = { class: 'incident', impact: 'experience', identity: [], minutes: 30 } as const;

const BUILD =
  'Set the base address by an environment variable of the build (NEXT_PUBLIC_API_URL, VITE_API_URL …) to its https:// or wss:// address in production, build again and deploy.';

/** How to repair what stands in the code. */
export const CODE_ADDRESS_STEPS = [BUILD, 'Open the site with the developer tools (F12, Network): no request may go to the address in the proof.'];
const FIX = { steps: CODE_ADDRESS_STEPS };

/** The ways in which `code-addresses` can fail. */
export const codeAddressesProblems = {
  'in-clear': {
    says: 'Scripts or styles of {host:name} name your own hosts by plain http:// or ws://, which browsers block: {what:names}',
    ...wrong,
    fix: FIX,
  },
  'loads-in-clear': {
    says: 'A style sheet of {host:name} loads by plain http:// what browsers block or warn of: {what:names}',
    ...wrong,
    class: 'later',
    fails: [],
    fix: FIX,
  },
  localhost: { says: 'A script of {host:name} names the developer’s own machine, which no visitor can reach: {what:names}', ...wrong, fix: FIX },
  tunnel: { says: 'A script of {host:name} names a tunnel to a developer’s machine: {what:names}', ...wrong, fix: FIX },
  'other-environment': { says: 'A script of {host:name} names a host of another environment: {what:names}', ...wrong, impact: 'data', fix: FIX },
} as const satisfies Readonly<Record<string, Problem>>;
