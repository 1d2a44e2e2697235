import type { Problem } from '../../model/check.ts';

/** Steps to repair each. */
export const SIBLING = [
  'Give the host a certificate and HTTPS (the surest way: browsers remember the instruction for as long as max-age says).',
  'Until then take "includeSubDomains" out of the header of the domain: the line below replaces it.',
];
export const PRELOAD = [
  'Take "preload" out of the header, unless you mean it: being on the list can hardly be undone. The line below replaces it.',
  'To be taken: max-age of a year, includeSubDomains, preload, and http://<domain> redirects to https://<domain> first.',
];

/** The ways in which `hsts-domain` can fail. */
export const hstsDomainProblems = {
  'breaks-sibling': {
    says: '{domain:name} tells browsers to open all its hosts by HTTPS only, but {host:name} answers on plain HTTP alone: visitors of the site cannot open it any more',
    class: 'incident',
    impact: 'downtime',
    identity: ['host'],
    minutes: 20,
    waitMinutes: 10,
    fails: [],
  },
  'not-preloadable': {
    says: '{domain:name} asks to be put on the HTTPS-only list of browsers ("preload"), but the list would not take it: {codes:names}',
    class: 'later',
    impact: 'data',
    identity: [],
    minutes: 15,
  },
} as const satisfies Readonly<Record<string, Problem>>;
