import { FREE_MAILBOXES } from '../data/free-mailboxes.ts';
import { UsageError } from '../model/errors.ts';
import type { Attestation, DeclaredHost, HostPurpose, Intent, MailFlow, MailReceiving, MailSender, NetworkIntent } from '../model/intent.ts';
import { DEFAULT_SINK } from '../model/intent.ts';
import type { ProfileId } from '../model/profile.ts';
import { DEFAULT_PROFILE } from '../profiles/index.ts';
import type { EnvironmentConfig, LaunchReadyConfig } from './definition.ts';
import type { DmarcPlanConfig, InboxConfig, MailConfig } from './mail-definition.ts';
import { appOf, startOf } from './app-intent.ts';
import { journeysOf } from './journeys-intent.ts';
import { logsOf } from './logs-intent.ts';
import { canonicalName, domainOf } from './names.ts';
import { nearest } from './nearest.ts';
import { quote } from '../model/text.ts';

/** What the config itself cannot say: where it came from, what was read beside it, what the command line overrides. */
export interface IntentSurroundings {
  readonly file?: string;
  readonly lines?: Readonly<Record<string, number>>;
  /** `--environment`; default: the config's own. */
  readonly environment?: string;
  /** `--profile` */
  readonly profile?: ProfileId;
  /** Texts of the PEM files that `network.trust` names. */
  readonly trust?: readonly string[];
  readonly repository?: { readonly path: string; readonly trusted: boolean };
}

const ATTESTATION_MS = 90 * 86_400_000;

/**
 * A validated config as the engine wants it: one environment, defaults filled in, names canonical, apex and www added as assumptions.
 * @throws UsageError when the environment does not exist
 */
export function intentOf(config: LaunchReadyConfig, around: IntentSurroundings = {}): Intent {
  const environment = around.environment ?? config.environment ?? 'production';
  const settings = settingsOf(config, environment);
  const declared = declaredHosts(settings);
  const served = unique([...(settings.domains ?? []).map(canonical), ...[...declared].flatMap((host) => zoneOf(host.name))]);
  const sendsMail = settings.mail?.sends ?? (settings.mail?.senders?.length ? true : undefined);
  const first = declared[0] && zoneOf(settings.canonicalHost ? canonical(settings.canonicalHost) : declared[0].name)[0];
  const domains = unique([...(first ? [first] : []), ...served]);
  const senders = sendersOf(settings, sendsMail, domains[0]);
  return {
    project: config.project,
    profile: around.profile ?? config.profile,
    environment,
    domains: unique([...domains, ...senders.flatMap((sender) => ownZoneOf(sender.domain))]),
    hosts: [...declared, ...assumedHosts(domains, declared)],
    ...(settings.canonicalHost !== undefined && { canonicalHost: canonical(settings.canonicalHost) }),
    ...(sendsMail !== undefined && { sendsMail }),
    senders,
    ...(settings.mail?.dmarc && { dmarc: dmarcPlanOf(settings.mail.dmarc) }),
    ...(settings.mail?.reports && { reportMailbox: { port: 993, folder: 'INBOX', ...settings.mail.reports.imap } }),
    ...(settings.mail?.receive && { mailReceiving: receivingOf(settings.mail.receive) }),
    ...(settings.mail?.flows && { mailFlows: settings.mail.flows.map(flowOf) }),
    ...(config.repository !== false && around.repository && { repository: around.repository }),
    ...appOf(settings),
    ...(settings.journeys && { journeys: journeysOf(settings.journeys) }),
    ...(settings.database && { databaseUrlEnv: settings.database.urlEnv }),
    ...(settings.logs && logsOf(settings.logs)),
    ...(config.start && { start: startOf(config.start) }),
    owned: unique((settings.owned ?? []).map((name) => canonicalName(name).host ?? name.toLowerCase())),
    active: settings.active ?? false,
    ...(config.secrets?.rules?.length && { secretRules: config.secrets.rules }),
    contacts: config.contacts ?? [],
    waivers: config.waivers ?? [],
    attestations: (config.attestations ?? []).map(withEnd),
    ...(settings.launchAt !== undefined && { launchAt: new Date(settings.launchAt).toISOString() }),
    network: networkOf(settings, around.trust ?? []),
    ...(around.file !== undefined && { source: { file: around.file, lines: around.lines ?? {} } }),
  };
}

function networkOf({ network = {} }: EnvironmentConfig, trust: readonly string[]): NetworkIntent {
  const { resolvers = [], routes = {}, rootHints, overHttps } = network;
  return { resolvers, routes, trust, ...(rootHints && { rootHints }), ...(overHttps && { overHttps }) };
}

/** What a run without a config looks at. */
export interface ZeroConfig {
  /** A URL or host name from the command line. */
  readonly target?: string;
  readonly profile?: ProfileId;
  /** Name of the project: by habit the folder's. */
  readonly project?: string;
  readonly repository?: { readonly path: string; readonly trusted: boolean };
}

/**
 * The intent of a run without a config: the host that was named, its apex and www as assumptions, the local repository.
 * @throws UsageError when the target is not a public host name
 */
export function zeroConfigIntent({ target, profile, project, repository }: ZeroConfig): Intent {
  const host = target === undefined ? undefined : hostOfTarget(target);
  return intentOf(
    {
      project: project ?? host ?? 'project',
      profile: profile ?? DEFAULT_PROFILE,
      ...(host !== undefined && { hosts: [{ name: host, purpose: purposeOf(host) }] }),
    },
    { ...(repository && { repository }) },
  );
}

/**
 * The canonical host that a command-line target names: `https://App.Example.com/login` and `app.example.com` are the same.
 * @throws UsageError with what to write instead
 */
export function hostOfTarget(target: string): string {
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(target);
  if (isUrl && !URL.canParse(target)) throw new UsageError(`"${quote(target, 80)}" is not a URL; write https://app.example.com or app.example.com`);
  const url = isUrl ? new URL(target) : undefined;
  if (url && !/^https?:$/.test(url.protocol)) throw new UsageError(`${url.protocol}// cannot be audited; write https://app.example.com`);
  if (url?.username) throw new UsageError('the URL holds a user name or password; write it without');
  if (url?.port) throw new UsageError(`port ${url.port} cannot be audited: users come to the standard ports 80 and 443; write the URL without a port`);
  const name = canonicalName(url?.hostname ?? target.replace(/[/?#].*$/, ''));
  if (name.host === undefined) throw new UsageError(`cannot audit "${(url?.hostname ?? target).slice(0, 80)}": ${name.fault}`);
  return name.host;
}

const PURPOSE_LABELS: readonly (readonly [RegExp, HostPurpose])[] = [
  [/^www$/, 'www'],
  [/^(api|graphql|ws)$/, 'api'],
  [/^(admin|backoffice|internal|ops)$/, 'admin'],
  [/^(auth|login|sso|id|accounts?)$/, 'auth'],
  [/^(docs|help|kb)$/, 'docs'],
  [/^status$/, 'status'],
  [/^(e?mail|smtp|mx\d*)$/, 'mail'],
  [/^(preview|demo|beta)(-.*)?$/, 'preview'],
  [/^(staging|stage|dev|test|qa|uat)(-.*)?$/, 'staging'],
];

/** A guess at what a host is for, by its first label; only used where nobody said it. */
export function purposeOf(host: string): HostPurpose {
  if (zoneOf(host)[0] === host) return 'apex';
  const label = host.split('.')[0] ?? '';
  return PURPOSE_LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? 'app';
}

function settingsOf(config: LaunchReadyConfig, environment: string): EnvironmentConfig {
  const own = config.environment ?? 'production';
  const other = config.environments?.[environment];
  if (other) return { ...config, ...other };
  if (environment === own) return config;
  const names = [own, ...Object.keys(config.environments ?? {})];
  const meant = nearest(environment, names);
  throw new UsageError(`no environment "${quote(environment, 40)}" in the config; ${meant ? `did you mean ${meant}?` : `it has ${names.join(', ')}`}`);
}

function declaredHosts({ hosts = [], canonicalHost }: EnvironmentConfig): DeclaredHost[] {
  const declared: DeclaredHost[] = hosts.map((host) => ({
    name: canonical(host.name),
    purpose: host.purpose,
    ...(host.owner !== undefined && { owner: host.owner }),
    declared: true,
  }));
  if (canonicalHost === undefined) return declared;
  const name = canonical(canonicalHost);
  return declared.some((host) => host.name === name) ? declared : [{ name, purpose: purposeOf(name), declared: true }, ...declared];
}

/** Users type the bare domain and www, whether or not somebody planned for it. */
function assumedHosts(domains: readonly string[], declared: readonly DeclaredHost[]): DeclaredHost[] {
  const known = new Set(declared.map((host) => host.name));
  return domains.flatMap((domain) => {
    if (zoneOf(domain)[0] !== domain) return [];
    const assumed: DeclaredHost[] = [
      { name: domain, purpose: 'apex', declared: false },
      { name: `www.${domain}`, purpose: 'www', declared: false },
    ];
    return assumed.filter((host) => !known.has(host.name));
  });
}

function sendersOf({ mail }: EnvironmentConfig, sendsMail: boolean | undefined, domain: string | undefined): MailSender[] {
  const declared = (mail?.senders ?? []).map((sender) => ({
    domain: canonical(sender.domain),
    ...(sender.provider !== undefined && { provider: sender.provider }),
    selectors: sender.selectors ?? [],
    ...(sender.addresses && { addresses: sender.addresses }),
    declared: true,
  }));
  if (declared.length > 0 || sendsMail === false || domain === undefined) return declared;
  return [{ domain, selectors: [], declared: false }];
}

function dmarcPlanOf({ raiseOn, ...limit }: DmarcPlanConfig): NonNullable<Intent['dmarc']> {
  return { ...(raiseOn !== undefined && { raiseOn }), limit };
}

const DEFAULT_WITHIN_S = 120;
const IMAPS = 993;

function receivingOf({ address, smtp, imap, api, seeds }: NonNullable<MailConfig['receive']>): MailReceiving {
  return {
    ...(address !== undefined && { address }),
    ...(smtp && { smtp: { listen: smtp.listen ?? DEFAULT_SINK, ...(smtp.sentFrom !== undefined && { sentFrom: smtp.sentFrom }) } }),
    ...(imap && { imap: inboxOf(imap) }),
    ...(api && { api: { ...api, url: new URL(api.url).href } }),
    ...(seeds && seeds.length > 0 && { seeds: seeds.map((seed) => ({ ...seed, imap: inboxOf(seed.imap) })) }),
  };
}

function inboxOf(imap: InboxConfig): NonNullable<MailReceiving['imap']> {
  return { ...imap, host: canonical(imap.host), port: imap.port ?? IMAPS };
}

function flowOf({ name, purpose, address, request, withinSeconds }: NonNullable<MailConfig['flows']>[number]): MailFlow {
  return {
    name,
    purpose,
    ...(address !== undefined && { address }),
    ...(request && { request: { method: 'POST' as const, headers: {}, fields: {}, as: 'form' as const, ...request, url: new URL(request.url).href } }),
    withinMs: (withinSeconds ?? DEFAULT_WITHIN_S) * 1000,
  };
}

function withEnd(attestation: NonNullable<LaunchReadyConfig['attestations']>[number]): Attestation {
  return { ...attestation, until: attestation.until ?? new Date(Date.parse(attestation.at) + ATTESTATION_MS).toISOString().slice(0, 10) };
}

/** The domain the project owns above (or at) a name; none for names under a hosting platform. */
function zoneOf(host: string): string[] {
  const domain = domainOf(host);
  return domain.kind === 'registrable' && domain.name !== null ? [domain.name] : [];
}

/** The zone of a sender's domain, unless it is a provider's where anybody gets a mailbox: that one is not the project's to keep in order. */
function ownZoneOf(sender: string): string[] {
  return zoneOf(sender).filter((zone) => !FREE_MAILBOXES.has(zone));
}

const canonical = (name: string): string => canonicalName(name).host ?? name;
const unique = (names: readonly string[]): string[] => [...new Set(names)];
