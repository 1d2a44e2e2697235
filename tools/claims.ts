/* Longer than 300 lines: one table, a line per claim. */
/* What the project claims of MISSION rows. A row is only called covered when the whole row works and breaking what covers it makes the named test fail. */

import type { Target } from '../src/model/profile.ts';
import type { RowId } from '../src/model/rows.ts';

/**
 * What covers something, as it is broken by `npm run prove-rows`: a check by id (`email/spf`: it reports nothing), an exported function, probe or check of a
 * file (`src/engine/rank.ts#rank`: it returns nothing, or cannot look), or a filled cell of table Q (`S0 hourBlocks`: it is empty).
 */
export type Cover = string;

/** The test that fails when `cover` is broken: its file and a part of its full name. */
export interface Proof {
  readonly cover: Cover;
  readonly test: string;
  readonly named: string;
}

const by = (cover: Cover, test: string, named: string): Proof => ({ cover, test, named });
const scenario = (cover: Cover, named: string): Proof => by(cover, 'range/scenarios.test.ts', named);

/** The test of each check that no scenario of the range names; the others are proven by the scenario that names them. */
export const CASES: Readonly<Record<string, Omit<Proof, 'cover'>>> = Object.fromEntries(
  (
    [
      ['deploy/ci-builds', 'src/checks/deploy/deploy.test.ts', 'deploy/ci-builds: no workflow'],
      ['deploy/more-than-needed', 'src/checks/deploy/more-than-needed.test.ts', 'much of it is one finding'],
      ['deploy/rollback-path', 'src/checks/deploy/deploy.test.ts', 'deploy/rollback-path > not written down'],
      ['deploy/scripted-deploy', 'src/checks/deploy/deploy.test.ts', 'deploy/scripted-deploy: a copying script'],
      ['deploy/where-production-runs', 'src/checks/deploy/deploy.test.ts', 'deploy/where-production-runs: two platforms'],
      ['domain/apex-alias', 'src/checks/domain/zone-health.test.ts', 'hides its mail: alias'],
      ['domain/ipv6', 'src/checks/domain/ipv6.test.ts', 'domain/ipv6:some-hosts'],
      ['domain/host-owners', 'src/checks/domain/host-owners.test.ts', 'no-owner when the config names nobody'],
      ['domain/domain-inventory', 'src/checks/domain/domain-inventory.test.ts', 'one line says what is there'],
      ['flows/auth-callback', 'range/smoke.test.ts', 'the way back from a sign-in is gone'],
      ['flows/chat-message', 'range/smoke.test.ts', 'the chat answers with an error'],
      ['flows/confirmation-mail', 'range/smoke.test.ts', 'the contact form fails'],
      ['flows/health', 'range/smoke.test.ts', 'the health route answers 503'],
      ['flows/home', 'range/smoke.test.ts', 'a blank home page'],
      ['flows/lead-form', 'range/smoke.test.ts', 'the contact form fails'],
      ['flows/login', 'range/smoke.test.ts', 'the log-in fails for everybody'],
      ['flows/logout', 'range/smoke.test.ts', 'logging out leaves the session alive'],
      ['flows/other', 'range/smoke.test.ts', 'own journey: a text that is not there'],
      ['flows/password-reset', 'range/smoke.test.ts', 'the reset link leads to another host'],
      ['flows/signup', 'range/smoke.test.ts', 'nobody can sign up'],
      ['flows/webhook', 'range/smoke.test.ts', 'the webhook takes any sender'],
      ['handover/access-map', 'src/checks/deploy/deploy.test.ts', 'handover/access-map without an answer'],
      ['handover/contacts', 'src/checks/deploy/deploy.test.ts', 'contacts answer'],
      ['monitoring/alert-recipient', 'src/checks/deploy/deploy.test.ts', 'contacts answer'],
      ['monitoring/alert-test', 'src/checks/deploy/deploy.test.ts', 'monitoring/alert-test without an answer'],
      ['monitoring/uptime', 'src/checks/deploy/deploy.test.ts', 'an ended confirmation'],
      ['secrets/client-prefix', 'src/checks/secrets/secrets.test.ts', 'VITE_DATABASE_URL'],
      ['secrets/committed-env', 'src/checks/secrets/secrets.test.ts', 'tracked with secrets'],
      ['secrets/startup-validation', 'src/checks/secrets/env-checks.test.ts', 'startup-validation > nothing checks'],
      ['secrets/gitignore-env', 'src/checks/secrets/secrets.test.ts', 'lying open'],
    ] as const
  ).map(([check, test, named]) => [check, { test, named }]),
);

/** Rows that work as a whole, with everything that covers each. A bare check id stands for the check with its own named test. */
export const CLAIMS: Readonly<Partial<Record<RowId, readonly (string | Proof)[]>>> = {
  A1: [
    'domain/domain-inventory',
    'domain/registration',
    'domain/host-owners',
    by('src/engine/domain-map.ts#domainMap', 'range/domain-map.test.ts', 'the whole of the domain is in it'),
  ],
  A2: [
    by('deploy/where-production-runs', 'src/checks/deploy/deploy.test.ts', 'target, variables and the way back'),
    by('src/engine/must-know.ts#mustKnows', 'src/engine/must-know.test.ts', 'A2:'),
  ],
  A3: [by('domain/production-domain', 'src/checks/domain/production-domain.test.ts', 'only a preview')],
  A8: ['src/verbs/project-clock.ts#startClock', 'src/verbs/project-clock.ts#stopClock', 'src/engine/first-decision.ts#firstDecision'].map((cover) =>
    by(cover, 'test/first-decision.test.ts', 'S3 auditWithin: '),
  ),
  A9: [by('src/engine/rank.ts#rank', 'src/engine/after-judging.test.ts', 'rank:')],
  A10: [by('src/engine/fix-plan.ts#fixPlan', 'src/engine/after-judging.test.ts', 'plan:')],
  A11: [by('src/engine/decide.ts#decide', 'src/engine/decide.test.ts', 'a blocker')],
  A13: [by('src/engine/fix-plan.ts#fixPlan', 'src/engine/after-judging.test.ts', 'plan rule:')],
  B1: [
    scenario('domain/host-resolves', 'a declared host is missing'),
    by('domain/apex-and-www', 'src/checks/domain/apex-and-www.test.ts', 'both missing, product elsewhere'),
  ],
  B3: [scenario('domain/host-resolves', 'a declared host is missing'), 'domain/public-address', 'domain/subdomain-purpose', 'domain/host-owners'],
  B4: [
    'domain/dangling-cname',
    'domain/dangling-delegation',
    'domain/claimable-mail',
    'domain/unclaimed-host',
    'domain/wildcard',
    'domain/zone-transfer',
    'domain/subdomain-purpose',
    'domain/preview-host',
    'edge/claimable-references',
    scenario('domain/host-resolves', 'a declared host has lost its target where strangers can register it'),
  ],
  B11: [by('src/engine/domain-map.ts#domainMap', 'range/domain-map.test.ts', 'the whole of the domain is in it')],
  C15: [
    by('src/engine/edge-baseline.ts#edgeBaseline', 'range/edge-baseline.test.ts', 'edge baseline: every exception with its reason'),
    scenario('edge/cloudflare-exceptions', 'an exception without a reason'),
  ],
  D1: [
    ...[
      'no SPF although people have mailboxes',
      'two SPF records',
      'SPF needs eleven look-ups',
      'an own mail server that SPF does not allow',
      'SPF under the return path of Resend does not name it',
      'SPF lets a service send that nobody approved, where only approved ones may',
    ].map((name) => scenario('email/spf', `spf: ${name}`)),
    'email/no-mail',
  ],
  B2: [
    'domain/canonical-host',
    'domain/redirect-loop',
    scenario('domain/redirect-loop', 'redirects: www leads to the domain over a third host'),
    'domain/redirect-permanent',
    'domain/second-domain',
  ],
  B5: ['domain/old-urls', 'domain/preview-host'],
  B9: ['domain/search-visibility', 'domain/preview-host', 'domain/soft-not-found'],
  B12: ['domain/broken-routes'],
  C2: ['edge/https-forced'],
  C4: ['edge/mixed-content', 'edge/code-addresses'],
  C6: ['edge/hsts', 'edge/hsts-domain', 'edge/content-policy'],
  D2: ['email/dkim', 'email/received-authentication'],
  D3: ['email/dmarc', 'email/dmarc-ladder'],
  D4: ['email/sender-domain', 'email/received-sender'],
  D5: ['email/received-arrival', 'email/received-links'],
  D6: ['email/received-alert'],
  D7: ['email/received-arrival', 'email/received-placement'],
  D8: [
    by('email/spf', 'range/mail-checks.test.ts', 'D8: SPF was entered a second time'),
    by('email/dkim', 'range/mail-checks.test.ts', 'D8: the DKIM key was deleted'),
    by('email/dmarc', 'range/mail-checks.test.ts', 'D8: DMARC was deleted'),
    by('src/surfaces/cli/gate.ts#exitCodeOfPart', 'range/mail-checks.test.ts', 'D8: nothing changed'),
  ],
  D10: [by('src/reporters/mail-records.ts#mailRecords', 'range/mail-records.test.ts', 'D10:')],
  B7: ['domain/callbacks', 'domain/redirect-keeps-method', 'edge/client-access'],
  B8: ['domain/same-build'],
  C7: ['edge/behind-proxy', 'edge/origin', 'edge/cloudflare-encryption', 'edge/cloudflare-firewall', 'edge/admin-routes'],
  F6: ['edge/compression'],
  F7: ['edge/answer-size'],
  E1: ['secrets/tree-secrets', 'secrets/private-key', 'secrets/deploy-config'],
  E2: [
    'secrets/history-secrets',
    'secrets/private-key',
    by('src/drivers/git-history.ts#listBlobs', 'range/scenarios.test.ts', 'secrets: live keys in the code'),
  ],
  E3: ['logs/build-secrets', 'secrets/built-code'],
  E10: [
    'secrets/history-secrets',
    by('src/verbs/secrets/verify.ts#verify', 'range/secrets.test.ts', 'turns green when its provider refuses it'),
    by('src/probes/secrets/rotations.ts#secretRotationsProbe', 'range/secrets.test.ts', 'turns green when its provider refuses it'),
  ],
  E11: [
    by('src/verbs/secrets.ts#secrets', 'range/secret-journey.test.ts', 'one secret from the merge to the running log is one row'),
    by('src/engine/secret-sightings.ts#sightingsIn', 'range/secret-journey.test.ts', 'one secret from the merge to the running log is one row'),
    by('src/engine/secret-inventory.ts#standingOf', 'range/secrets.test.ts', 'an owner from the config'),
  ],
  K1: [
    by('logs/failed-requests', 'src/checks/logs/logs.test.ts', 'logs/failed-requests'),
    by('logs/deploy-events', 'src/checks/logs/logs.test.ts', 'logs/deploy-events'),
    scenario('logs/request-ids', 'a build log with a key, and an app'),
  ],
  K2: ['logs/request-ids', by('src/verbs/logs/plant.ts#plantCanaries', 'src/verbs/logs/plant.test.ts', 'a request that was sent is found in the log')],
  K3: [
    by('logs/canaries', 'src/verbs/logs/plant.test.ts', 'planted values are found in every form'),
    'logs/request-headers',
    'logs/request-bodies',
    'logs/prompts',
    'logs/secrets-in-text',
    'logs/error-objects',
    'logs/url-tokens',
    'logs/environment-dump',
    'logs/logging-code',
  ],
  K4: ['logs/personal-data', 'logs/identity-numbers', by('src/engine/waive.ts#waive', 'src/engine/after-judging.test.ts', 'raw personal data rests only')],
  M10: ['flows/webhook', by('src/journeys/ready-made/endpoints.ts#webhookJourney', 'range/smoke.test.ts', 'the webhook takes any sender')],
  M12: ['flows/auth-callback', by('src/journeys/ready-made/endpoints.ts#callbackJourney', 'range/smoke.test.ts', 'the way back from a sign-in is gone')],
  N4: [
    by('src/verbs/secrets.ts#secrets', 'range/secrets.test.ts', 'N4:'),
    by('src/reporters/secret-inventory.ts#secretInventoryMarkdown', 'range/secrets.test.ts', 'N4:'),
    by('src/model/rotation.ts#rotationSteps', 'range/secrets.test.ts', 'N4:'),
  ],
  E4: [
    'secrets/deployed-code',
    'secrets/client-prefix',
    by('secrets/built-code', 'range/deployed-code.test.ts', 'the same build only in the folder'),
    by('src/formats/chunk-references.ts#chunkReferences', 'range/scenarios.test.ts', 'a key is in a chunk that app loads later'),
    by('src/formats/source-map.ts#readSourceMap', 'range/scenarios.test.ts', 'a key is in the source map that app serves'),
    by('src/recognise/own-values.ts#compileOwnValues', 'range/acme/visitors.test.ts', 'a key of no known format is told by its value'),
  ],
  E5: [
    'secrets/committed-env',
    'secrets/gitignore-env',
    'secrets/deploy-config',
    'secrets/agent-access',
    scenario('secrets/secret-store', 'environment: the host has a test key'),
    scenario('src/probes/secrets/platform-variables.ts#platformVariablesProbe', 'environment: the host has everything'),
  ],
  E6: ['secrets/env-example'],
  E7: [
    'secrets/env-duplicate',
    'secrets/env-malformed',
    scenario('secrets/env-missing', 'environment: a variable that the app stops without'),
    scenario('secrets/env-missing', 'environment: the host has a test key'),
    scenario('src/probes/secrets/set-variables.ts#setVariablesProbe', 'environment: what is set is in a file'),
    ...[
      'Vercel:',
      'api.netlify.com',
      'cloudflare-pages',
      'cloudflare-workers',
      'api.machines.dev',
      'api.render.com',
      'api.heroku.com',
      'api.supabase.com',
      'GitHub:',
    ].map((named) => by('src/drivers/platform-variables.ts#listPlatformVariables', 'src/probes/secrets/platform-variables.test.ts', named)),
  ],
  E8: [
    scenario('secrets/env-separate', 'environment: env files in which everything is wrong'),
    scenario('secrets/env-separate', 'environment: the host has a test key'),
    by('secrets/env-separate', 'src/checks/secrets/env-checks.test.ts', 'what the host shows nobody'),
    by('src/probes/secrets/platform-variables.ts#platformVariablesProbe', 'src/probes/secrets/platform-variables.test.ts', 'api.heroku.com'),
  ],
  E9: [
    scenario('secrets/env-stage', 'environment: env files in which everything is wrong'),
    scenario('secrets/env-stage', 'environment: the host has a test key'),
    by('secrets/env-stage', 'src/checks/secrets/env-checks.test.ts', 'what nobody is shown'),
    'secrets/env-strength',
    scenario('secrets/test-mode-live', 'deployed code: app was built with the publishable key of the test mode'),
  ],
  E14: [
    'secrets/startup-validation',
    by('src/probes/secrets/start-trial.ts#startTrialProbe', 'src/probes/secrets/start-trial.test.ts', 'an app that stops and names it'),
    by('src/probes/secrets/start-trial.ts#startTrialProbe', 'src/probes/secrets/start-trial.test.ts', 'answers everything with 500 and says nothing'),
    by('src/formats/env-use/imports.ts#isReached', 'src/formats/env-use/imports.test.ts', 'imported by an alias'),
  ],
  E12: ['deploy/secret-gate'],
  C3: ['domain/caa', 'domain/caa-hosting', 'domain/caa-renewal', 'edge/certificate-expiry', 'edge/renewal-path', 'edge/cloudflare-certificates'],
  N2: [
    by('src/engine/domain-map.ts#domainMap', 'range/domain-map.test.ts', 'the whole of the domain is in it'),
    by('src/reporters/domain-map.ts#domainMapMarkdown', 'range/domain-map.test.ts', 'it is printed for a terminal and as a document'),
    'domain/registration',
  ],
  C1: [scenario('edge/certificate', 'the certificate of app has expired'), scenario('edge/certificate-expiry', 'the certificate of app ends in two days')],
  C5: ['edge/tls-protocols', 'edge/weak-ciphers'],
  C8: [
    scenario('edge/origin', 'the server answers past the edge'),
    by('src/probes/edge/origin.ts#originProbe', 'range/scenarios.test.ts', 'the server answers past the edge'),
  ],
  C9: [
    scenario('edge/waf', 'no firewall stops anything'),
    by('src/probes/edge/canary.ts#canaryProbe', 'range/scenarios.test.ts', 'no firewall stops anything'),
  ],
  C10: [
    scenario('edge/chat-stream', 'a proxy holds the chat back'),
    scenario('edge/client-access', 'a bot check stands before the webhook'),
    by('src/probes/edge/client-access.ts#clientAccessProbe', 'range/scenarios.test.ts', 'a bot check stands before the API'),
    scenario('domain/callbacks', 'the callback of the sign-in is gone'),
  ],
  C12: [
    scenario('edge/rate-limit', 'the login takes any number of attempts'),
    by('src/probes/edge/rate-limit.ts#rateLimitProbe', 'range/scenarios.test.ts', 'a public API takes any number of readings'),
  ],
  C11: [
    scenario('edge/cache-leaks', 'the account page is kept for everybody'),
    scenario('edge/shared-cache', 'a cache hands out a cookie'),
    by('src/probes/edge/cache-pages.ts#tryDeception', 'range/scenarios.test.ts', 'a cache keeps what looks like a file, and the application is lax'),
  ],
  C13: [
    scenario('edge/cors', 'the API sends back any origin'),
    by('src/probes/edge/cors.ts#corsProbe', 'range/scenarios.test.ts', 'the API shuts out its own app'),
  ],
  F5: [scenario('edge/asset-hits', 'the edge fetches every file again')],
  N12: [
    ...['dns-chapter.ts#dnsChapter', 'mail-chapters.ts#spfChapter', 'mail-chapters.ts#dkimChapter', 'mail-chapters.ts#dmarcChapter'].map((cover) =>
      by(`src/verbs/how-to/${cover}`, 'range/how-to.test.ts', 'at the companies that this project uses'),
    ),
    by('src/verbs/how-to/keys-chapter.ts#keysChapter', 'src/verbs/how-to.test.ts', 'how to rotate keys'),
    by('src/reporters/how-to.ts#howToMarkdown', 'range/how-to.test.ts', 'at the companies that this project uses'),
  ],
  N15: [by('src/engine/definition-of-done.ts#definitionOfDone', 'test/definition-of-done.test.ts', 'N15')],
};

/** Lines of table Q that steer the product today, with the test in which each filled cell of them does. */
export const STEERING: Readonly<Partial<Record<Target, string>>> = {
  stageOrder: 'test/profile-cells.test.ts',
  hourBlocks: 'test/profile-cells.test.ts',
  auditWithin: 'test/first-decision.test.ts',
  riskLabels: 'test/profile-cells.test.ts',
  required: 'test/profile-cells.test.ts',
};

/** Rows that were called covered once and are not any more, with the reason. Without an entry here no row may fall (tools/coverage.test.ts). */
export const FALLEN: Readonly<Partial<Record<RowId, string>>> = {
  E1: 'values in code that are secret only by their name are mostly missed (2 of 33 in a labelled corpus), and what is found there fails no row',
};

/** What serves a row that is not covered as a whole yet, beside the checks that name it. */
export const PARTS: Readonly<Partial<Record<RowId, readonly Proof[]>>> = {};

/** What each P row comes to (MISSION P). */
export const SIGNALS: Readonly<Record<string, readonly RowId[]>> = {
  P1: ['A2'],
  P2: ['M1', 'M5'],
  P3: ['B2', 'B7'],
  P4: ['B8'],
  P5: ['I5'],
  P6: ['E7', 'E14'],
  P7: ['A5', 'F10'],
  P8: ['C12'],
  P9: ['C13', 'F9'],
  P10: ['C12', 'H7'],
  P11: ['F4'],
  P12: ['G1'],
  P13: ['F1'],
  P14: ['J3', 'J11'],
  P15: ['J16'],
  P16: ['N5', 'N7'],
  P17: ['C3', 'N6', 'N7'],
  P18: ['H3', 'F11'],
  P19: ['C12'],
  P20: ['G1'],
};

/** What the product must warn of and never require (MISSION R), with what warns. */
export const NOT_REQUIRED: Readonly<Record<string, readonly Proof[]>> = Object.fromEntries(
  [
    'microservices',
    'multi-region or active-active',
    'Kubernetes',
    'service mesh',
    'custom or heavy observability stacks',
    'caching or perfect invalidation before measuring',
    'queue orchestration without real async load',
    'autoscaling tuning',
    'fancy infrastructure abstractions',
    'rewrites before measuring',
    'full SRE runbooks',
    'perfect-Lighthouse chasing',
    'one smoke suite',
    'one dashboard',
    'one secret gate',
    'one light perf check per release',
  ].map((item) => [item, [by('deploy/more-than-needed', 'src/checks/deploy/more-than-needed.test.ts', `${item}: warned of`)]]),
);
