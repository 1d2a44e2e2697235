import type { Problem } from '../../model/check.ts';

const down = { class: 'blocker', impact: 'downtime', identity: [], minutes: 30 } as const;

export const pageProblems = {
  'server-error': {
    says: '{host:name} answers with a server error ({status:count})',
    ...down,
    fix: {
      steps: [
        'Read the log of the application at the time of this audit: it names the error.',
        'If it began with the last release, roll back first and search afterwards.',
      ],
    },
  },
  'platform-error': {
    says: '{host:name} shows an error page of its hosting platform ({by:word}: {sign:outside}) instead of the product',
    ...down,
    fix: {
      steps: [
        'Open the hosting platform: is there a finished deployment for production, and is this host name attached to that project?',
        'Attach the name (Vercel: Settings → Domains; Netlify: Domain management; Heroku: heroku domains:add), or deploy again.',
      ],
    },
  },
  parked: {
    says: '{host:name} shows a parking page ({sign:outside}) instead of the product',
    ...down,
    fix: { steps: ['At the registrar, switch parking or forwarding off.', 'Set the A or CNAME record of the host to your hosting platform.'] },
  },
  'default-page': {
    says: '{host:name} shows the default page of {by:word} instead of the product',
    ...down,
    fix: {
      steps: [
        'The web server runs, but no site is configured for this name: add a server block with this server_name, remove the default site, and reload it.',
      ],
    },
  },
  'leads-nowhere': {
    says: '{host:name} redirects to an address that does not answer',
    ...down,
    fix: { steps: ['Correct the target of the redirect: the proof shows where it leads.'] },
  },
  'asks-password': {
    says: '{host:name} asks every visitor for a password',
    class: 'incident',
    impact: 'revenue',
    identity: [],
    minutes: 10,
    fix: {
      steps: [
        'Switch the password protection of the staging time off (basic auth in the web server, or "Deployment Protection" of the platform) before launch.',
      ],
    },
  },
  'not-found': {
    says: 'The front page of {host:name} answers {status:count}',
    class: 'incident',
    impact: 'revenue',
    identity: [],
    minutes: 20,
    fix: { steps: ['Serve a page at "/", or redirect "/" to where the product begins.'] },
  },
  empty: {
    says: 'The front page of {host:name} is empty',
    ...down,
    fix: { steps: ['Look at the build: the page that was deployed has no content.'] },
  },
} as const satisfies Readonly<Record<string, Problem>>;
