import type { Problem } from '../../model/check.ts';

/** How to repair it; content that no code holds (a CMS, a database) is changed there. */
export const MIXED_CONTENT_STEPS = [
  'Write https:// instead of http:// for the addresses in the proof: in the code by the command below, in a CMS or database by hand.',
  'Build, deploy, and look at the browser console: there must be no "Mixed Content" line.',
  'While old content is cleaned up, the header "Content-Security-Policy: upgrade-insecure-requests" lets browsers do it.',
];

export const mixedContentProblems = {
  active: {
    says: 'Pages of {host:name} load over plain HTTP what browsers then block (places: {n:count}), or send a form in clear',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 30,
  },
  passive: {
    says: 'Pages of {host:name} name images or media files by plain http:// addresses (places: {n:count})',
    class: 'later',
    impact: 'experience',
    identity: [],
    minutes: 20,
  },
  localhost: {
    says: 'Pages of {host:name} refer to the developer’s own machine, which no visitor can reach (places: {n:count})',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 30,
  },
} as const satisfies Readonly<Record<string, Problem>>;
