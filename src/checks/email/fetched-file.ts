import type { ServerCertificate } from '../../evidence/email/certificate.ts';
import type { FetchedFile } from '../../evidence/email/mta-sts.ts';
import type { Proof } from '../../model/finding.ts';
import { quote } from '../../model/text.ts';

/** What is wrong with a certificate for the name it was shown for, at `now` in epoch milliseconds; nothing when it is sound or could not be judged. */
export function certificateFault(certificate: ServerCertificate | null, now: number): string | undefined {
  if (!certificate) return 'no certificate was shown';
  const { trust, nameMatches, names, notAfter, notBefore } = certificate;
  if (now > Date.parse(notAfter)) return `its certificate expired on ${notAfter.slice(0, 10)}`;
  if (now < Date.parse(notBefore)) return `its certificate is valid only from ${notBefore.slice(0, 10)}`;
  if (!nameMatches) return `its certificate is made out for ${names.slice(0, 3).join(', ') || 'no name'}`;
  if (trust === 'untrusted') return 'its certificate comes from nobody whom mail servers trust';
  return trust === 'incomplete' ? 'it does not send the intermediate certificate' : undefined;
}

/** Why a program that fetches the file strictly (no redirects, valid certificate) gets nothing; `unseen` when we could not look. */
export function fileFault({ outcome, says, status, location, cut, certificate }: FetchedFile, now: number): string | undefined {
  if (outcome === 'no-host') return says ?? 'its host has no address';
  if (outcome === 'refused') return says ?? 'nothing answers there';
  if (outcome === 'no-tls') return `no encrypted connection can be made: ${says ?? ''}`;
  if (outcome === 'unseen') return undefined;
  const bad = certificateFault(certificate, now);
  if (bad !== undefined) return bad;
  if (location !== null && status !== null && status >= 300 && status < 400) return `it redirects to ${location}, and redirects are not followed`;
  if (status !== 200) return `it answers with status ${status ?? 'none'}`;
  return cut ? 'it is too large or was cut off' : undefined;
}

export function proveFile({ url, outcome, status, says, contentType }: FetchedFile): Proof {
  const what = outcome === 'answered' ? `status ${status ?? ''}, ${contentType ?? 'no content type'}` : (says ?? outcome);
  return { says: `GET ${url}`, lines: [quote(what)] };
}
