import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { DkimSelector } from '../../evidence/email/dkim.ts';
import { dkimKeyLimits, printDkimKey, repairedDkimKey } from '../../formats/dkim-key.ts';
import { parseTagList } from '../../formats/tag-list.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import { quote } from '../../model/text.ts';
import type { dkimProblems } from './dkim-problems.ts';
import { dnsRemedy, replaceText, textRecord, type ZoneAt } from '../domain/dns-remedy.ts';

export type DkimContext = JudgeContext<typeof dkimProblems>;
/** RFC 8301 §3.2: keys below 1024 bits are not valid, 2048 should be used. */
const LEAST_BITS = 1024;
const GOOD_BITS = 2048;

export function hostOf({ selector, domain }: Pick<DkimSelector, 'selector' | 'domain'>): string {
  return `${selector}._domainkey.${domain}`;
}

/** True when receivers can use what is published. */
export function isUsable({ state, key }: DkimSelector): boolean {
  if (state !== 'key' || key === null || key.revoked || key.faults.length > 0) return false;
  const { wrongHash, notForMail } = dkimKeyLimits(key);
  return !wrongHash && !notForMail && (key.type === 'ed25519' || (key.bits ?? 0) >= LEAST_BITS);
}

/** Judges what stands at one selector; that nothing stands there is judged by sender. */
export function judgeDkimSelector(seen: DkimSelector, at: ZoneAt, { report }: DkimContext): void {
  const host = hostOf(seen);
  const proof: Proof[] = [{ says: `TXT at ${host}${seen.chain.length > 0 ? `, by way of ${seen.chain.join(', ')}` : ''}`, lines: seen.records }];
  const isWanted = seen.because !== 'known';
  const test = `dig +short TXT ${host}`;
  const again = { host, proof, test, fix: publishAgain(seen) };
  if (seen.hasAddress) return report.fail('behind-proxy', { host, proof, test, fix: unproxy(host, at) });
  if (seen.state === 'many') return report.fail('several-keys', { ...again, records: seen.records.length });
  const { key } = seen;
  if (seen.state === 'other') return isWanted ? report.fail('damaged', { ...again, wrong: quote('there is a text, but no key in it') }) : undefined;
  const [misplaced] = seen.misplaced;
  if (misplaced)
    return report.fail('wrong-place', {
      name: seen.domain,
      place: misplaced.name,
      host,
      proof: proveMisplaced(host, misplaced),
      test,
      fix: move(host, misplaced, at),
    });
  if (seen.state !== 'key' || !key) return undefined;
  // A key that receivers used days ago may have been withdrawn for a new one since.
  if (key.revoked) return isWanted && seen.because !== 'reported' ? report.fail('revoked', again) : undefined;
  const [fault] = key.faults;
  if (fault !== undefined) {
    const fix = rewritten(seen, repairedDkimKey(seen.records[0] ?? ''), at) ?? again.fix;
    return report.fail(isWanted ? 'damaged' : 'damaged-leftover', { ...again, fix, wrong: fault });
  }
  const { wrongHash, notForMail } = dkimKeyLimits(key);
  if (wrongHash && isWanted) report.fail('wrong-hash', { ...again, fix: rewritten(seen, withoutTag(seen, 'h'), at) ?? again.fix, hashes: key.hashes });
  if (notForMail && isWanted) report.fail('not-for-mail', { ...again, fix: rewritten(seen, withoutTag(seen, 's'), at) ?? again.fix, services: key.services });
  if (key.type === 'rsa' && key.bits !== null && key.bits < LEAST_BITS) report.fail('too-short', { ...again, fix: longerKey(seen), bits: key.bits });
  else if (key.type === 'rsa' && key.bits !== null && key.bits < GOOD_BITS && !isServicesChoice(seen))
    report.fail('short', { ...again, fix: longerKey(seen), bits: key.bits });
  if (key.form === 'pkcs1') report.fail('old-form', { ...again, fix: rewritten(seen, repairedDkimKey(seen.records[0] ?? ''), at) ?? again.fix });
  if (key.testing) report.fail('testing', { host, proof, test, fix: withoutTesting(seen, at) });
  return undefined;
}

function publishAgain(seen: DkimSelector): Remedy {
  const provider = MAIL_PROVIDERS.find(({ id }) => id === seen.provider);
  return {
    steps: [
      `Open ${provider ? `${provider.title}: ${provider.where}` : 'the settings of the service that sends the mail'} and copy the DKIM record for ${seen.domain} again, whole.`,
      `Replace the record at ${hostOf(seen)} by it. The text must not contain quotation marks or line breaks of its own; most panels split long texts by themselves.`,
      ...(provider ? [`It looks like: ${provider.dkim.looksLike}`] : []),
    ],
  };
}

/** The size is not the customer's to choose: the key stands at the service, or the service hands out keys of 1024 bits ("MIG…" in base64). */
function isServicesChoice({ chain, provider }: DkimSelector): boolean {
  const dkim = MAIL_PROVIDERS.find(({ id }) => id === provider)?.dkim;
  return chain.length > 0 || (dkim !== undefined && dkim.fixed && dkim.looksLike.includes('p=MIG'));
}

function longerKey(seen: DkimSelector): Remedy {
  const provider = MAIL_PROVIDERS.find(({ id }) => id === seen.provider);
  return {
    steps: [
      `Open ${provider ? `${provider.title}: ${provider.where}` : 'the settings of the service that sends the mail'} and let it make a new key of ${GOOD_BITS} bits, under another selector if it offers that.`,
      `Publish the new record beside ${hostOf(seen)}, let the service verify it and sign with it.`,
      `A week later, when no mail with the old signature is on its way any more, delete the old record.`,
    ],
  };
}

function unproxy(host: string, at: ZoneAt): Remedy {
  return {
    steps: [
      `In the DNS records of ${at.zone}, find ${host} and switch the proxy off ("DNS only", grey cloud).`,
      'Wait a few minutes and ask for the record again.',
    ],
  };
}

/** Only the record's own text can be changed here, not one that stands at the service behind a CNAME. */
function rewritten({ records, chain, ...seen }: DkimSelector, text: string | undefined, at: ZoneAt): Remedy | undefined {
  const [old] = records;
  if (old === undefined || text === undefined || chain.length > 0) return undefined;
  return dnsRemedy(at, replaceText(hostOf(seen), [old], text));
}

function withoutTag({ records }: DkimSelector, name: string): string {
  return printDkimKey(parseTagList(records[0] ?? '').tags.filter((tag) => tag.name !== name));
}

function withoutTesting(seen: DkimSelector, at: ZoneAt): Remedy {
  const left = (value: string): string =>
    value
      .split(':')
      .filter((flag) => flag.trim().toLowerCase() !== 'y')
      .join(':');
  const tags = parseTagList(seen.records[0] ?? '').tags.map(({ name, value }) => ({ name, value: name === 't' ? left(value) : value }));
  const text = printDkimKey(tags.filter(({ name, value }) => name !== 't' || value !== ''));
  return (
    rewritten(seen, text, at) ?? { steps: ['Switch the test mode off in the settings of the service that sends the mail; the record stands at its side.'] }
  );
}

type Misplaced = DkimSelector['misplaced'][number];

function proveMisplaced(host: string, { name, record }: Misplaced): Proof[] {
  return [{ says: `TXT at ${name}`, lines: [record] }, { says: `DNS answered: there is no TXT record at ${host}` }];
}

function move(host: string, { name, record }: Misplaced, at: ZoneAt): Remedy {
  return dnsRemedy(at, [textRecord('remove', name, record), textRecord('add', host, record)]);
}
