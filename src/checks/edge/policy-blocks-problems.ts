import type { Problem } from '../../model/check.ts';

/** The ways in which `policy-blocks` can fail. */
export const policyBlocksProblems = {
  'own-parts': {
    says: 'The content security policy of {host:name} blocks what its own page needs: {what:names}',
    class: 'blocker',
    impact: 'downtime',
    identity: [],
    minutes: 20,
    fails: ['H1'],
  },
  'foreign-parts': {
    says: 'The content security policy of {host:name} blocks what its page loads from other sites: {what:names}',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 20,
    fails: [],
  },
  'page-scripts': {
    says: 'The content security policy of {host:name} blocks {n:count} script{n:s} written into its own page',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 30,
    fails: [],
  },
} as const satisfies Readonly<Record<string, Problem>>;
