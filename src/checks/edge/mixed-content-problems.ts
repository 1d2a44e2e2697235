import type { Problem } from '../../model/check.ts';

const FIX = {
  steps: [
    'Search the code and the content for the addresses in the proof and write https:// instead of http:// (or take the base address from an environment variable).',
    'Build, deploy, and look at the browser console: there must be no "Mixed Content" line.',
  ],
  snippet: {
    language: 'text',
    text: 'Content-Security-Policy: upgrade-insecure-requests',
    where: 'response header of all pages, as a stop-gap while old content is cleaned up',
  },
} as const;

export const mixedContentProblems = {
  active: {
    says: 'Pages of {host:name} load over plain HTTP what browsers then block (places: {n:count}), or send a form in clear',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 30,
    fix: FIX,
  },
  passive: {
    says: 'Pages of {host:name} name images or media files by plain http:// addresses (places: {n:count})',
    class: 'later',
    impact: 'experience',
    identity: [],
    minutes: 20,
    fix: FIX,
  },
  localhost: {
    says: 'Pages of {host:name} refer to the developer’s own machine, which no visitor can reach (places: {n:count})',
    class: 'incident',
    impact: 'experience',
    identity: [],
    minutes: 30,
  },
} as const satisfies Readonly<Record<string, Problem>>;
