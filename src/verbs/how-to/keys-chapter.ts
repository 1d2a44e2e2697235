import { BROWSER_NAME, SECRET_NAME } from '../../data/env-conventions.ts';
import { hostingPlatforms } from '../../data/platforms.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { envVariables } from '../../evidence/secrets/env-variables.ts';
import type { HowToChapter } from '../../model/how-to.ts';
import type { ArchivedRun } from '../../ports/store.ts';
import { seenIn } from './seen-in.ts';

const MOST_KEYS = 40;
const DATABASE = /DATABASE|POSTGRES|^PG|MYSQL|MONGO|REDIS/;
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** How each key that the code reads is replaced without an outage; nothing when the repository was not looked at or reads none. */
export function keysChapter(run: ArchivedRun): HowToChapter[] | undefined {
  const variables = seenIn(run, envVariables, '.');
  const names = [...new Set([...(variables?.used ?? []), ...(variables?.implicit ?? [])].map(({ name }) => name))]
    .filter((name) => SECRET_NAME.test(name) && (DATABASE.test(name) || !BROWSER_NAME.test(name)))
    .sort()
    .slice(0, MOST_KEYS);
  if (names.length === 0) return undefined;
  const shown = seenIn(run, deployPlatform, '.')?.platforms ?? [];
  const places = hostingPlatforms.filter(({ id }) => shown.some((one) => one.id === id)).map(({ name, variables: where }) => `${name}: ${where}`);
  return [
    {
      title: 'Rotate the keys',
      now: names.map((name) => `${name}: ${makerOf(name) ?? 'replaced at the service that gave it out'}`),
      steps: [
        'Make the new key beside the old one; delete nothing yet.',
        places.length > 0 ? `Set it for production (${places.join('; ')}).` : 'Set it for production where the variables of the app are kept.',
        'Deploy or restart, and use the part of the app that needs it.',
        'Delete the old key at the service. One that leaked is deleted first, and the outage is accepted.',
        'A password of the database: give a second user the same rights, switch over, then drop the first.',
      ],
      check: 'launch-ready --only secrets',
    },
  ];
}

/** Where a key is made anew, by the service that its variable is called after. */
export function makerOf(name: string): string | undefined {
  const flat = plain(name);
  if (DATABASE.test(name)) return "your database host's page for users and passwords";
  const rule = secretRules.find(({ provider }) => plain(provider).length > 3 && flat.includes(plain(provider)));
  if (rule) return rule.rotateAt;
  return /(?:AUTH|SESSION|JWT|COOKIE|ENCRYPTION)_?(?:SECRET|KEY)/.test(name) ? 'your own: openssl rand -base64 32; everybody has to sign in again' : undefined;
}
