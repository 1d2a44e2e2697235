import { isAtOrBelow } from '../../model/domain-name.ts';
import { domainOf } from '../../config/names.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import { MAIL_SOURCE_DOMAINS } from '../../data/mail-source-domains.ts';
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
 * Who sent the messages of a row: told by the domains in DKIM and SPF, the selectors, and what the receiver said, never by asking anybody. Only what passed is
 * proof; a name that failed may be anybody's claim.
 * @param policyDomain the domain whose DMARC record applied: names at and below it count as the owner's own
 */
export function nameSource(row: DmarcRow, policyDomain: string): SourceName {
  const isOwn = (domain: string): boolean => isAtOrBelow(domain, policyDomain) || isAtOrBelow(domain, row.headerFrom);
  const passed = [...row.dkim, ...row.spf].filter(({ result }) => result === 'pass').map(({ domain }) => domain);
  const foreign = passed.filter((domain) => !isOwn(domain));
  const ownSignatures = row.dkim.filter(({ domain, result }) => isOwn(domain) && result !== 'none' && result !== '');
  const aligned = row.spfAligned || row.dkimAligned;
  const forwarded = isForwarded(row);
  const traces = bySelector(ownSignatures.filter(({ result }) => result === 'pass')) ?? byEnvelope(row, isOwn);
  if (traces) return traces;
  if (forwarded && !aligned) return forwarder(foreign[0]);
  const service = first(foreign, serviceAt);
  // Under the name of a bigger service that carries it: Resend sends through Amazon SES.
  if (service) return bySelector(ownSignatures) ?? service;
  const [other] = foreign;
  if (aligned) return other === undefined ? itself(policyDomain) : through(policyDomain, other);
  if (ownSignatures.length > 0) {
    // A signature that broke on the way, and somebody else who brought the mail. A missing or unusable key breaks nothing on the way.
    if (other !== undefined && ownSignatures.every(({ result }) => result === 'fail')) return forwarder(other);
    return bySelector(ownSignatures) ?? itself(policyDomain);
  }
  if (other !== undefined) return { key: `stranger:${organisation(other)}`, name: quote(organisation(other), 120), provider: null, kind: 'stranger' };
  return { key: 'stranger', name: quote('Senders that prove nothing', 120), provider: null, kind: 'stranger' };
}

function isForwarded({ overrides }: DmarcRow): boolean {
  return overrides.some(({ type, comment }) => FORWARDING.has(type) || /\barc\s*=\s*pass/i.test(comment));
}

function forwarder(domain: string | undefined): SourceName {
  if (domain === undefined) return { key: 'forwarder', name: quote('Forwarded mail', 120), provider: null, kind: 'forwarder' };
  return { key: `forwarder:${organisation(domain)}`, name: quote(`Passed on by ${organisation(domain)}`, 120), provider: null, kind: 'forwarder' };
}

function itself(domain: string): SourceName {
  return { key: 'own', name: quote(`Servers of ${domain}`, 120), provider: null, kind: 'own' };
}

function through(domain: string, other: string): SourceName {
  return { key: `own:${organisation(other)}`, name: quote(`${domain} through ${organisation(other)}`, 120), provider: null, kind: 'own' };
}

/** What a service leaves under the customer's own name: its selectors … */
function bySelector(signatures: DmarcRow['dkim']): SourceName | undefined {
  return first(
    signatures.flatMap(({ selector }) => selector ?? []),
    (selector) => providerName(SELECTORS.find(([pattern]) => pattern.test(selector))?.[1]),
  );
}

/** … and its label for the envelope sender. */
function byEnvelope({ spf }: DmarcRow, isOwn: (domain: string) => boolean): SourceName | undefined {
  return first(
    spf.filter(({ domain, result }) => result === 'pass' && isOwn(domain)),
    ({ domain }) => providerName(LABELS.find(([pattern]) => pattern.test(domain))?.[1]),
  );
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
