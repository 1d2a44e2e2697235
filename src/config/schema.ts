import * as z from 'zod/mini';
import { HOST_PURPOSES, MAIL_PURPOSES } from '../model/intent.ts';
import { PROFILE_IDS } from '../model/profile.ts';
import { ROWS } from '../model/rows.ts';
import { CLASSES } from '../model/terms.ts';
import { appEndpoint, appSession, origin } from './schema-app.ts';
import { journeys } from './schema-journeys.ts';
import { logs } from './schema-logs.ts';
import { secrets } from './schema-secrets.ts';
import { variables } from './schema-variables.ts';
import {
  ADDRESS,
  ENV_NAME,
  date,
  endpoint,
  envName,
  fields,
  hostName,
  instant,
  ipAddress,
  isDate,
  matches,
  ownedName,
  routeFrom,
  text,
  webUrl,
} from './schema-words.ts';

/* The shape of a config as zod sees it. `definition.ts` says the same in types; a test holds the two together. */

const DAY_MS = 86_400_000;
export const WAIVER_DAYS = 30;
export const ATTESTATION_DAYS = 90;

const address = text(
  'Mail address; {token} in it becomes a fresh random word',
  matches(/^[A-Za-z0-9.+_{}-]{1,64}@[A-Za-z0-9.{}-]+\.[A-Za-z0-9-]+$/, 'expected a mail address such as launch-ready+{token}@inbox.example.com'),
);
const flow = z
  .strictObject({
    name: text('password-reset …', matches(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected a name such as password-reset')),
    purpose: z.enum(MAIL_PURPOSES),
    address: z.optional(address),
    request: z.optional(
      z.strictObject({
        url: webUrl,
        method: z.optional(z.enum(['GET', 'POST'])),
        headers: z.optional(fields),
        fields: z.optional(fields),
        as: z.optional(z.enum(['form', 'json'])),
      }),
    ),
    withinSeconds: z.optional(z.int().check(z.minimum(1), z.maximum(3600))),
  })
  .check(
    z.superRefine(({ request }, context) => {
      if (request?.method === 'GET' && request.fields)
        context.addIssue({ code: 'custom', path: ['request'], message: 'a GET request has no fields; put them into the url' });
    }),
  );
const seedName = text('gmail, outlook …', matches(/^[a-z0-9][a-z0-9-]{0,20}$/, 'expected a short name such as gmail'));
const inbox = z.strictObject({
  host: hostName('The IMAP server'),
  port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
  user: text('Name to log in with'),
  passwordEnv: envName('INBOX_PASSWORD'),
});
const receiving = z
  .strictObject({
    address: z.optional(address),
    smtp: z.optional(
      z.strictObject({
        listen: z.optional(endpoint),
        sentFrom: z.optional(text('Public address of your mail server', matches(/^[0-9a-fA-F.:]{2,45}$/, 'expected an IP address such as 192.0.2.25'))),
      }),
    ),
    imap: z.optional(inbox),
    api: z.optional(
      z.strictObject({
        kind: z.enum(['mailpit', 'mailhog', 'mailosaur']),
        url: webUrl,
        server: z.optional(text('Mailosaur: id of the server', matches(/^[A-Za-z0-9]{1,40}$/, 'expected the id of a Mailosaur server'))),
        userEnv: z.optional(envName('MAILPIT_USER')),
        passwordEnv: z.optional(envName('MAILOSAUR_KEY')),
      }),
    ),
    seeds: z.optional(z.array(z.strictObject({ name: seedName, address, imap: inbox }))),
  })
  .check(
    z.superRefine(({ imap, api, address: to }, context) => {
      if (imap && to === undefined) context.addIssue({ code: 'custom', path: ['address'], message: 'missing; expected the address of the mailbox' });
      if (api?.kind === 'mailosaur' && (api.server === undefined || api.passwordEnv === undefined))
        context.addIssue({ code: 'custom', path: ['api'], message: 'Mailosaur needs server and passwordEnv' });
    }),
  );

const start = z.strictObject({
  command: text('npm start: words separated by spaces, no shell'),
  ready: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
  seconds: z.optional(z.int().check(z.minimum(1), z.maximum(60))),
  variables: z.optional(z.array(text('Name of a variable', matches(ENV_NAME, 'expected the name of an environment variable'), ENV_NAME.source))),
});

const environmentShape = {
  domains: z.optional(z.array(hostName('A domain that the project serves under or sends mail from'))),
  hosts: z.optional(
    z.array(
      z.strictObject({
        name: hostName('app.example.com: no scheme, port or path'),
        purpose: z.enum(HOST_PURPOSES),
        owner: z.optional(text('The person or team that answers for it')),
      }),
    ),
  ),
  canonicalHost: z.optional(hostName('The one host that users see; all others redirect to it')),
  mail: z.optional(
    z.strictObject({
      sends: z.optional(z.boolean()),
      senders: z.optional(
        z.array(
          z.strictObject({
            domain: hostName('Domain of the From address'),
            provider: z.optional(
              text('postmark, resend, google-workspace …', matches(/^[a-z0-9][a-z0-9.-]*$/, 'expected the id of a mail provider such as postmark')),
            ),
            selectors: z.optional(
              z.array(text('A DKIM selector in use', matches(/^[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?$/, 'expected a DKIM selector such as s1'))),
            ),
            addresses: z.optional(z.array(ipAddress)),
          }),
        ),
      ),
      dmarc: z.optional(
        z.strictObject({
          raiseOn: z.optional(date('The day on which p=none shall end')),
          alignedShare: z.optional(z.number().check(z.minimum(0.5), z.maximum(1), z.meta({ description: 'Share of mail that must pass first' }))),
          days: z.optional(z.int().check(z.minimum(1), z.maximum(60), z.meta({ description: 'Days of reports that it must have passed in' }))),
        }),
      ),
      reports: z.optional(
        z.strictObject({
          imap: z.strictObject({
            host: text('The IMAP server', matches(/^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}$/, 'expected a host name such as imap.example.com')),
            port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
            user: text('Name to log in with'),
            passwordEnv: text(
              'Name of the environment variable with the password',
              matches(ENV_NAME, 'expected the name of an environment variable such as REPORTS_PASSWORD, not the password'),
              ENV_NAME.source,
            ),
            folder: z.optional(text('Folder with the reports; default INBOX')),
          }),
        }),
      ),
      receive: z.optional(receiving),
      flows: z.optional(z.array(flow)),
    }),
  ),
  chat: z.optional(z.strictObject({ endpoint: webUrl, body: z.optional(z.json()) })),
  endpoints: z.optional(z.array(appEndpoint)),
  journeys: z.optional(journeys),
  sessions: z.optional(z.array(appSession)),
  approvedOrigins: z.optional(z.array(origin)),
  oldUrls: z.optional(z.array(z.strictObject({ from: webUrl, to: z.optional(webUrl) }))),
  cloudflare: z.optional(
    z.strictObject({
      tokenEnv: envName('CLOUDFLARE_API_TOKEN'),
      zoneId: z.optional(text('Id of the zone', matches(/^[0-9a-f]{32}$/, 'expected the 32 hex digits of the zone id'))),
    }),
  ),
  edge: z.optional(z.strictObject({ origin: z.array(ipAddress).check(z.maxLength(6)) })),
  secretOwners: z.optional(
    z.record(text('Variable, or id of a secret', matches(/^\w{1,100}$/, 'expected the name of a variable, or the id of a secret')), text('Person or team')),
  ),
  database: z.optional(
    z.strictObject({
      urlEnv: text(
        'Name of the environment variable with the connection URL',
        matches(ENV_NAME, 'expected the name of an environment variable such as DATABASE_URL, not its value'),
        ENV_NAME.source,
      ),
    }),
  ),
  logs: z.optional(logs),
  variables: z.optional(variables),
  owned: z.optional(z.array(ownedName)),
  active: z.optional(z.boolean()),
  launchAt: z.optional(instant('When you want to launch; decides whether the blockers still fit')),
  network: z.optional(
    z.strictObject({
      resolvers: z.optional(z.array(endpoint)),
      routes: z.optional(z.record(routeFrom, endpoint)),
      rootHints: z.optional(z.array(endpoint)),
      overHttps: z.optional(
        z.array(z.strictObject({ url: webUrl, address: text('IP address', matches(ADDRESS, 'expected an IP address such as 192.0.2.53')) })),
      ),
      trust: z.optional(
        z.array(
          text('A PEM file, relative to the config', (value) => (value.includes('-----BEGIN') ? 'expected the name of a PEM file, not its text' : undefined)),
        ),
      ),
    }),
  ),
};

const rowIds = ROWS.map(([row]) => row);

/** At most `days` between two dates, the second after the first. */
function span(days: number) {
  return z.superRefine<{ at: string; until?: string | undefined }>(({ at, until }, context) => {
    if (until === undefined || !isDate(at) || !isDate(until)) return;
    const length = (Date.parse(until) - Date.parse(at)) / DAY_MS;
    if (length < 0) context.addIssue({ code: 'custom', path: ['until'], message: `expected a date after ${at}` });
    if (length > days) {
      const latest = new Date(Date.parse(at) + days * DAY_MS).toISOString().slice(0, 10);
      context.addIssue({ code: 'custom', path: ['until'], message: `expected at most ${days} days after ${at}, that is ${latest} or earlier` });
    }
  });
}

const unitId = text('area/noun', matches(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'expected the id of a check such as email/spf'));
const waiver = z
  .strictObject({
    check: unitId,
    problem: text('Id of the problem', matches(/^[a-z0-9-]+$/, 'expected the id of a problem such as duplicate')),
    subject: z.optional(text('Host or domain name')),
    fingerprint: z.optional(text('Of one finding')),
    class: z.enum(CLASSES),
    reason: text('Why it may wait'),
    owner: text('Who answers for it'),
    at: date('Day of the decision'),
    until: date(`At most ${WAIVER_DAYS} days later`),
    consent: z.optional(text('How the people agreed whose data it is')),
    acceptedBy: z.optional(text('Full name of the person who accepts a proven data exposure')),
  })
  .check(span(WAIVER_DAYS));
const attestation = z
  .strictObject({
    row: z.enum(rowIds),
    statement: text('What holds, in plain words'),
    by: text('Who says so'),
    evidence: text('Where somebody else can see it'),
    at: date('Day of the statement'),
    until: z.optional(date(`At most ${ATTESTATION_DAYS} days later, which is also the default`)),
    nobodyKnows: z.optional(z.boolean()),
  })
  .check(span(ATTESTATION_DAYS));

const environmentName = text('production, staging …', matches(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected a name such as production or staging'));

export const configSchema = z.strictObject({
  $schema: z.optional(z.string()),
  project: text('Name of the project', matches(/^[\w][\w .-]{0,79}$/u, 'expected a short name such as acme-assist')),
  profile: z.enum(PROFILE_IDS),
  environment: z.optional(environmentName),
  environments: z.optional(z.record(environmentName, z.strictObject(environmentShape))),
  ...environmentShape,
  repository: z.optional(z.union([z.literal(false), text('Path relative to the config')])),
  start: z.optional(start),
  secrets: z.optional(secrets),
  contacts: z.optional(
    z.array(
      z.strictObject({
        role: z.enum(['hosting', 'email', 'registrar', 'alerts', 'owner', 'support', 'other']),
        name: text('A person or team'),
        reach: text('Mail address, telephone number or link'),
      }),
    ),
  ),
  waivers: z.optional(z.array(waiver)),
  attestations: z.optional(z.array(attestation)),
});
