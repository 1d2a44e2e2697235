import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { Zone } from '../../formats/zone.ts';
import { gradeOf } from '../../model/catalogue.ts';
import type { Intent } from '../../model/intent.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import { judgeMail, type MailFinding } from '../../../test/support/judge-mail.ts';
import { PLAIN_INTENT } from '../../../test/support/judge-one.ts';
import { type Line, zone } from '../../../test/support/zone-answers.ts';

const DOMAIN = 'acme.test';
const publicKey = (modulusLength: number): string =>
  generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const SHORT = publicKey(1024);
const LONG = publicKey(2048);

/** Selectors as the config has to name them when the service makes up its own. */
const selectorsOf = ({ dkim }: MailProvider): readonly string[] => (dkim.selectors.length > 0 ? dkim.selectors : ['made-up-1']);
const placeOf = ({ spf }: MailProvider): string | undefined => spf.places[0];

function intentFor(provider: MailProvider): Intent {
  const selectors = provider.dkim.selectors.length > 0 ? [] : selectorsOf(provider);
  return { ...PLAIN_INTENT, sendsMail: true, senders: [{ domain: DOMAIN, provider: provider.id, selectors, declared: true }] };
}

/** The value in the form in which the service hands it out. */
function keyText({ dkim: { looksLike } }: MailProvider): string {
  const start = ['v=DKIM1; h=sha256; k=rsa; ', 'v=DKIM1; k=rsa; h=sha256; ', 'k=rsa; ', 'p='].find((each) => looksLike.startsWith(each)) ?? 'v=DKIM1; k=rsa; ';
  return `${start.replace('p=', '')}p=${looksLike.includes('p=MIG') ? SHORT : LONG}`;
}

type Part = 'spf' | 'dkim' | 'mx' | 'dmarc';
interface World {
  readonly lines: Readonly<Record<Part, readonly Line[]>>;
  readonly services: readonly Zone[];
}

/** The records that the catalogue says the service wants, and those it has itself. */
function worldOf(provider: MailProvider): World {
  const { spf, dkim, mx } = provider;
  const place = placeOf(provider);
  const text = `v=spf1 include:${spf.include} ~all`;
  const spfLines: Line[] = place === undefined ? [] : spf.alias === undefined ? [[place, 'TXT', text]] : [[place, 'CNAME', `${spf.alias}.`]];
  const theirs: Line[] = [[`${spf.include}.`, 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']];
  if (spf.alias !== undefined) theirs.push([`${spf.alias}.`, 'TXT', text]);
  const keys = selectorsOf(provider).map((selector): readonly [Line, Line | undefined] => {
    const name = `${selector}._domainkey`;
    if (dkim.record === 'TXT') return [[name, 'TXT', keyText(provider)], undefined];
    const filled = (dkim.target ?? '{selector}.keys.example').replace('{selector}', selector).replace('{domain}', DOMAIN);
    return [
      [name, 'CNAME', `${filled}.`],
      [`${filled}.`, 'TXT', keyText(provider)],
    ];
  });
  theirs.push(...keys.flatMap(([, line]) => (line ? [line] : [])));
  const takesMail = (provider.kind === 'mailbox' || provider.kind === 'forwarder') && mx[0] !== undefined;
  const exchange = takesMail ? `mx1.${mx[0]}` : `mail.${DOMAIN}`;
  theirs.push([`${exchange}.`, 'A', '192.0.2.7']);
  return {
    lines: {
      spf: spfLines,
      dkim: keys.map(([line]) => line),
      mx: [['@', 'MX', `10 ${exchange}.`]],
      dmarc: [['_dmarc', 'TXT', `v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`]],
    },
    services: theirs.map((line) => zone(line[0].replace(/\.$/, ''), ['@', line[1], line[2]])),
  };
}

function judge(provider: MailProvider, without?: Part, instead: readonly Line[] = [], others: readonly Zone[] = []): MailFinding[] {
  const { lines, services } = worldOf(provider);
  const own = [...(Object.keys(lines) as Part[]).flatMap((part) => (part === without ? [] : lines[part])), ...instead];
  return judgeMail(DOMAIN, [zone(DOMAIN, ['@', 'A', '192.0.2.9'], ['mail', 'A', '192.0.2.7'], ...own), ...services, ...others], intentFor(provider));
}

/** What stands in the way of a launch. */
const serious = (findings: readonly MailFinding[]): MailFinding[] => findings.filter((finding) => finding.class !== 'later');
const ids = (findings: readonly MailFinding[]): string[] => serious(findings).map(({ id }) => id);

/** Findings that would block a launch although nobody compared the entry they rest on with its source. */
const firm = (findings: readonly MailFinding[], { source }: MailProvider): string[] =>
  gradeOf(source).grade === 'inferred' ? ids(findings.filter(({ details }) => details.grade !== 'inferred')) : [];

describe.each(MAIL_PROVIDERS.map((provider) => [provider.id, provider] as const))('a domain with mail of %s', (_, provider) => {
  it('gives no finding when its records are right', () => {
    expect(ids(judge(provider))).toEqual([]);
  });

  it('without SPF gives that finding where it needs one', () => {
    const place = placeOf(provider);
    const found = judge(provider, 'spf');
    const needed = place !== undefined && !provider.spf.optional;
    expect(ids(found)).toEqual(needed ? [place === '@' ? 'email/spf:missing' : 'email/spf:sender-not-allowed'] : []);
    expect(firm(found, provider)).toEqual([]);
  });

  it('without its keys gives that finding', () => {
    const found = judge(provider, 'dkim');
    expect(ids(found)).toEqual(['email/dkim:missing']);
    // A selector that the config names rests on no catalogue.
    expect(provider.dkim.selectors.length > 0 ? firm(found, provider) : []).toEqual([]);
  });

  it('without DMARC gives that finding', () => {
    expect(ids(judge(provider, 'dmarc'))).toEqual(['email/dmarc:missing']);
  });

  it('without MX gives that finding', () => {
    const before = new Set(judge(provider).map(({ id }) => id));
    expect(
      judge(provider, 'mx')
        .map(({ id }) => id)
        .filter((id) => !before.has(id)),
    ).toEqual(['email/dmarc:report-address', 'email/mx:replies-bounce']);
  });
});

const named = (id: string): MailProvider => {
  const found = MAIL_PROVIDERS.find((provider) => provider.id === id);
  if (!found) throw new Error(`no provider ${id}`);
  return found;
};

describe('a place that is a CNAME to the service', () => {
  const their = [zone('rmta.net', ['send.forge', 'TXT', 'v=spf1 ip4:192.0.2.0/24 -all']), zone('other.example', ['@', 'TXT', 'v=spf1 -all'])];

  test('of Resend counts, whatever its SPF includes', () => {
    expect(ids(judge(named('resend'), 'spf', [['send', 'CNAME', 'send.forge.rmta.net.']], their))).toEqual([]);
  });

  test('of somebody else does not', () => {
    expect(ids(judge(named('resend'), 'spf', [['send', 'CNAME', 'other.example.']], their))).toEqual(['email/spf:sender-not-allowed']);
  });

  test('of Postmark may be left out, but not be wrong', () => {
    expect(ids(judge(named('postmark'), 'spf', [['pm-bounces', 'CNAME', 'other.example.']], their))).toEqual(['email/spf:sender-not-allowed']);
  });
});
