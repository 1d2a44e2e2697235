import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { KeptSource } from '../../evidence/email/kept-dmarc-reports.ts';
import type { SourceState } from '../../model/dmarc-result.ts';
import type { MailProvider } from '../../model/mail-provider.ts';

export interface Advice {
  readonly state: SourceState;
  readonly says: string;
  readonly records: readonly string[];
}

/** Below this share of its messages, what fails is an accident of forwarding, not of set-up. */
const MOST_FAILING = 0.02;
const NOTHING: Advice = { state: 'nothing', says: '', records: [] };

/**
 * What to do about one source, in plain words.
 * @param declared ids of the providers that the config says send for the domain
 */
export function advise(source: KeptSource, domain: string, declared: readonly string[]): Advice {
  const failing = source.messages - source.aligned;
  const isFailing = failing > source.messages * MOST_FAILING;
  if (source.kind === 'forwarder') return isFailing ? { state: 'nothing', says: FORWARDED, records: [] } : NOTHING;
  if (source.kind === 'stranger') return { state: 'look', says: stranger(source), records: [] };
  if (isFailing) return unaligned(source, failing, domain, declared);
  if (source.dkimAligned < source.messages * 0.9) {
    return {
      state: 'better',
      says: `${source.name} passes by SPF alone, which breaks as soon as somebody forwards the mail. Switch on DKIM for ${domain} there.`,
      records: recordsOf(providerOf(source), domain),
    };
  }
  return NOTHING;
}

const FORWARDED = 'Mail that its receiver passed on, which breaks SPF and, on mailing lists, DKIM. Nothing to repair on your side.';

function unaligned(source: KeptSource, failing: number, domain: string, declared: readonly string[]): Advice {
  const provider = providerOf(source);
  const records = recordsOf(provider, domain);
  const count = failing === source.messages ? 'All of its mail fails' : `${failing} of ${source.messages} messages fail`;
  if (source.brokenSignature > failing / 2) {
    const who =
      source.kind === 'own'
        ? `Your own servers sign for ${domain}, but their signature does not verify`
        : `This is ${source.name}, whose signature for ${domain} does not verify`;
    const compare = source.kind === 'own' ? 'Compare it with the key of the server.' : `Compare it with what ${source.name} shows.`;
    return { state: 'work', says: `${who}. ${count}: the key in your DNS is missing, damaged or an old one. ${compare}`, records };
  }
  const unless =
    provider !== undefined && declared.includes(provider.id)
      ? ''
      : ` If you do not use ${source.name}, somebody sends as you through it, and a stricter policy stops that.`;
  return {
    state: 'work',
    says: `This is ${source.name} without a DKIM key of yours. ${count}: ${source.unsigned > failing / 2 ? 'it is not signed at all' : `it is signed, but not for ${domain}`}. ${
      records.length > 0 ? 'Add these records.' : `Set up your own domain (DKIM) in ${source.name}.`
    }${unless}`,
    records,
  };
}

function stranger({ addresses, name, key }: KeptSource): string {
  const from = addresses.length === 0 ? '' : ` (${addresses.slice(0, 2).join(', ')}${addresses.length > 2 ? ' …' : ''})`;
  const whose = key === 'stranger' ? `Mail that nothing ties to you${from}` : `Mail that ${name} signs, not you${from}`;
  return `${whose}: a server you forgot, or somebody who pretends to be you. If you know it, set up DKIM there; if not, a stricter policy stops it.`;
}

function providerOf({ provider }: KeptSource): MailProvider | undefined {
  return MAIL_PROVIDERS.find(({ id }) => id === provider);
}

/** The records to add, as far as they can be told without logging in, and where their values are shown. */
function recordsOf(provider: MailProvider | undefined, domain: string): string[] {
  if (provider === undefined) return [];
  const { selectors, fixed, record, target, looksLike } = provider.dkim;
  const names = fixed && selectors.length <= 3 ? selectors : [];
  const values = `values: ${provider.where}`;
  if (names.length === 0) return [`${record} at …._domainkey.${domain}, such as ${looksLike}`, values];
  if (target === undefined)
    return [`${record} at ${names.map((selector) => `${selector}._domainkey`).join(', ')} (in ${domain}), such as ${looksLike}`, values];
  const filled = target.replaceAll('{domain}', domain).replaceAll('{dashed}', domain.replaceAll('.', '-'));
  return [...names.map((selector) => `${record} ${selector}._domainkey.${domain} → ${filled.replaceAll('{selector}', selector)}`), values];
}
