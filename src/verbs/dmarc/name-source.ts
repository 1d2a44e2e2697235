import { domainOf } from '../../config/names.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import { MAIL_SOURCE_DOMAINS } from '../../data/mail-source-domains.ts';
import { isWithin } from '../../evidence/email/summarise-dmarc-reports.ts';
import type { DmarcRow } from '../../formats/dmarc-report.ts';
import { quote, type Quoted } from '../../model/text.ts';

export interface SourceName {
  readonly key: string;
  readonly name: Quoted;
  /** Id in data/mail-providers. */
  readonly provider: string | null;
  readonly kind: 'service' | 'own' | 'forwarder' | 'stranger';
}

const FORWARDING: ReadonlySet<string> = new Set(['forwarded', 'mailing_list', 'trusted_forwarder']);

/**
 * Who sent the messages of a row: told by the domains in DKIM and SPF, the selectors, and what the receiver said, never by asking anybody.
 * @param policyDomain the domain whose DMARC record applied: names at and below it count as the owner's own
 */
export function nameSource(row: DmarcRow, policyDomain: string): SourceName {
  const isOwn = (domain: string): boolean => isWithin(domain, policyDomain) || isWithin(domain, row.headerFrom);
  const passing = row.dkim.filter(({ result }) => result === 'pass');
  const spfPassed = row.spf.filter(({ result }) => result === 'pass').map(({ domain }) => domain);
  const seen = [
    ...passing.map(({ domain }) => domain),
    ...spfPassed,
    ...row.spf.map(({ domain }) => domain),
    ...(row.envelopeFrom === null ? [] : [row.envelopeFrom]),
  ];
  const foreign = seen.filter((domain) => !isOwn(domain));
  const own = ownTraces(row, isOwn);
  const forwarded = isForwarded(row);
  // A service's own domain says more than a forwarder's; but mail that was passed on names whoever passed it on.
  const service = own ?? (forwarded ? undefined : first(foreign, serviceAt));
  if (service) return service;
  const aligned = row.spfAligned || row.dkimAligned;
  const [other] = foreign;
  if (forwarded || (!aligned && row.dkim.some(({ domain, result }) => isOwn(domain) && result !== 'pass'))) return forwarder(other, forwarded);
  if (aligned)
    return other === undefined
      ? itself(policyDomain)
      : { key: `own:${organisation(other)}`, name: quote(`${policyDomain} through ${organisation(other)}`, 120), provider: null, kind: 'own' };
  const signer = [...passing.map(({ domain }) => domain), ...spfPassed].find((domain) => !isOwn(domain));
  if (signer !== undefined) return { key: `stranger:${organisation(signer)}`, name: quote(organisation(signer), 120), provider: null, kind: 'stranger' };
  return { key: 'stranger', name: quote('Senders that prove nothing', 120), provider: null, kind: 'stranger' };
}

function isForwarded({ overrides }: DmarcRow): boolean {
  return overrides.some(({ type, comment }) => FORWARDING.has(type) || /\barc\s*=\s*pass/i.test(comment));
}

function forwarder(domain: string | undefined, said: boolean): SourceName {
  if (domain === undefined)
    return { key: 'forwarder', name: quote(said ? 'Forwarded mail' : 'Mail changed on its way', 120), provider: null, kind: 'forwarder' };
  return { key: `forwarder:${organisation(domain)}`, name: quote(`Passed on by ${organisation(domain)}`, 120), provider: null, kind: 'forwarder' };
}

function itself(domain: string): SourceName {
  return { key: 'own', name: quote(`Servers of ${domain}`, 120), provider: null, kind: 'own' };
}

/** What a service leaves under the customer's own name: its selectors, its label for the envelope sender. */
function ownTraces({ dkim, spf, envelopeFrom }: DmarcRow, isOwn: (domain: string) => boolean): SourceName | undefined {
  const bySelector = first(
    dkim.filter(({ domain, result }) => isOwn(domain) && result === 'pass').flatMap(({ selector }) => selector ?? []),
    (selector) => providerName(SELECTORS.find(([pattern]) => pattern.test(selector))?.[1]),
  );
  if (bySelector) return bySelector;
  const envelopes = [...spf.filter(({ result }) => result === 'pass').map(({ domain }) => domain), ...(envelopeFrom === null ? [] : [envelopeFrom])];
  return first(envelopes.filter(isOwn), (domain) => providerName(LABELS.find(([pattern]) => pattern.test(domain))?.[1]));
}

/** Selectors that only one service uses. `s1`, `default`, `mail` and the like say nothing. */
const SELECTORS: readonly (readonly [RegExp, string])[] = [
  [/^resend\d*$/, 'resend'],
  [/^google$/, 'google-workspace'],
  [/^selector[12]$/, 'microsoft-365'],
  [/^fm[123]$/, 'fastmail'],
  [/^protonmail[23]?$/, 'proton'],
  [/^(zmail|zoho)$/, 'zoho'],
  [/^sig1$/, 'icloud'],
  [/^cf20\d\d-\d$/, 'cloudflare-email-routing'],
  [/^\d{8,17}pm$/, 'postmark'],
  [/^k[23]$/, 'mailchimp'],
  [/^mte[12]$|^mandrill$/, 'mandrill'],
  [/^mlsend2?$/, 'mailersend'],
  [/^brevo[12]$/, 'brevo'],
  [/^clk2?$/, 'clerk'],
  [/^firebase[12]$/, 'firebase-auth'],
  // Three random tokens per customer.
  [/^[a-z0-9]{32}$/, 'amazon-ses'],
];
const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^send\./, 'resend'],
  [/^pm[-_]bounces\./, 'postmark'],
  [/^em\d+\./, 'sendgrid'],
  [/^mg\./, 'mailgun'],
];

const BY_DOMAIN = new Map(MAIL_SOURCE_DOMAINS.map((entry) => [entry.domain, entry]));
const TITLES = new Map(MAIL_PROVIDERS.map(({ id, title }) => [id, title]));

function providerName(id: string | undefined): SourceName | undefined {
  const title = id === undefined ? undefined : TITLES.get(id);
  return id === undefined || title === undefined ? undefined : { key: `service:${id}`, name: quote(title, 120), provider: id, kind: 'service' };
}

/** The service that a domain, or one above it, belongs to. */
function serviceAt(domain: string): SourceName | undefined {
  for (let name = domain; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
    const entry = BY_DOMAIN.get(name);
    if (entry?.provider !== undefined) return providerName(entry.provider);
    if (entry?.title !== undefined) return { key: `service:${entry.domain}`, name: quote(entry.title, 120), provider: null, kind: 'service' };
  }
  return undefined;
}

/** The domain under which one owner has names; under a hosting platform, the name itself. */
const organisation = (domain: string): string => domainOf(domain).name ?? domain;

function first<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
