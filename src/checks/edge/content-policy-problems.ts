import type { Problem } from '../../model/check.ts';

const hygiene = { class: 'later', impact: 'data', identity: [], minutes: 45 } as const;

const START = {
  language: 'text',
  text: "Content-Security-Policy-Report-Only: default-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; form-action 'self'",
  where: 'response header of all pages; rename it to Content-Security-Policy when the browser console shows no more reports',
} as const;

/** The ways in which `content-policy` can fail. */
export const contentPolicyProblems = {
  missing: {
    says: 'The pages of {host:name} have no content security policy',
    ...hygiene,
    fix: { steps: ['Begin with a policy that only reports, add what the console names, then enforce it.'], snippet: START },
  },
  'only-reports': {
    says: 'The content security policy of {host:name} only reports and stops nothing',
    ...hygiene,
    minutes: 15,
    fix: { steps: ['When the reports are quiet, rename the header from Content-Security-Policy-Report-Only to Content-Security-Policy.'] },
  },
  weak: {
    says: 'The content security policy of {host:name} stops little: {what:names}',
    ...hygiene,
    fix: {
      steps: [
        "Name the scripts instead of allowing all: a nonce per answer with 'strict-dynamic' (pages made per visit) or digests (static pages).",
        "Add object-src 'none' and base-uri 'self'.",
      ],
    },
  },
  malformed: {
    says: 'The content security policy of {host:name} has mistakes that browsers ignore: {what:names}',
    ...hygiene,
    minutes: 10,
    fix: { steps: ['Correct the names in the proof.'] },
  },
} as const satisfies Readonly<Record<string, Problem>>;
