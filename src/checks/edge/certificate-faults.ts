import type { EdgeTls, SentCertificateFacts, TlsAddress } from '../../evidence/edge/tls.ts';
import type { Proof } from '../../model/finding.ts';
import { type Quoted, quote } from '../../model/text.ts';

export type CertificateFault =
  | 'no-tls'
  | 'address-without-tls'
  | 'expired'
  | 'revoked'
  | 'not-yet-valid'
  | 'self-signed'
  | 'unknown-authority'
  | 'incomplete-chain'
  | 'expired-intermediate'
  | 'wrong-name'
  | 'weak-key';

/** The faults of one address, worst first. */
export function faultsAt(address: TlsAddress, now: number): CertificateFault[] {
  const [leaf] = address.chain;
  if (address.outcome !== 'done' || !leaf) return [];
  const faults: CertificateFault[] = [];
  if (Date.parse(leaf.notAfter) < now) faults.push('expired');
  if (address.ocsp?.status === 'revoked' || address.revocationList?.status === 'listed') faults.push('revoked');
  if (Date.parse(leaf.notBefore) > now) faults.push('not-yet-valid');
  if (address.trust === 'self-signed') faults.push('self-signed');
  if (address.trust === 'unknown-ca' || address.trust === 'undecided') faults.push('unknown-authority');
  if (address.trust === 'incomplete') faults.push('incomplete-chain');
  if (address.trust === 'expired-in-chain') faults.push('expired-intermediate');
  // A self-signed certificate is replaced as a whole; that its name is wrong too adds nothing.
  if (address.nameMatches === false && address.trust !== 'self-signed') faults.push('wrong-name');
  if (weakLink(address)) faults.push('weak-key');
  return faults;
}

/** The first certificate that is too weak. How a root signed itself does not matter, nor what is sent for nothing. */
export function weakLink({ chain, sent }: TlsAddress): SentCertificateFacts | undefined {
  return chain.find((link, at) => isWeak(link) && (at === 0 || (link.subject !== link.issuer && !sent?.unneeded.includes(link.subject))));
}

/** RSA below 2048 bits, elliptic curves below 224, and signatures with SHA-1 or MD5 (CA/Browser Forum baseline requirements 6.1.5, 7.1.3). */
function isWeak({ keyType, keyBits, signature }: SentCertificateFacts): boolean {
  if (/md5|sha1(?!\d)|sha-1/i.test(signature)) return true;
  return keyBits !== null && ((keyType === 'rsa' && keyBits < 2048) || (keyType === 'ec' && keyBits < 224));
}

/** Addresses by fault, over the whole host. */
export function faultsOf(tls: EdgeTls, now: number): ReadonlyMap<CertificateFault, readonly TlsAddress[]> {
  const faults = new Map<CertificateFault, TlsAddress[]>();
  const add = (fault: CertificateFault, address: TlsAddress): void => void faults.set(fault, [...(faults.get(fault) ?? []), address]);
  const works = tls.addresses.some(({ outcome }) => outcome === 'done');
  for (const address of tls.addresses) {
    for (const fault of faultsAt(address, now)) add(fault, address);
    if (address.outcome === 'failed' || (address.outcome === 'refused' && works)) add(works ? 'address-without-tls' : 'no-tls', address);
  }
  return faults;
}

/** What was sent, address by address. */
export function certificateProof(addresses: readonly TlsAddress[]): Proof[] {
  return addresses.map((address) => {
    const lines = address.chain.map((sent, index) =>
      quote(
        `${index} subject: ${sent.subject}; issuer: ${sent.issuer}; names: ${sent.dnsNames.slice(0, 8).join(', ')}; valid ${sent.notBefore.slice(0, 10)} to ${sent.notAfter.slice(0, 10)}; ${sent.keyType} ${sent.keyBits ?? ''}; ${sent.signature}`,
      ),
    );
    const revoked = revocationLines(address);
    return {
      says: `${address.address} port 443 ${address.chain.length === 0 ? 'sent no certificate' : 'sent'}`,
      lines: [...(address.says === null ? [] : [address.says]), ...revoked, ...lines],
    };
  });
}

/** Who says that the certificate is revoked. */
function revocationLines({ ocsp, revocationList }: TlsAddress): Quoted[] {
  const since = (at: string | null): string => (at === null ? '' : ` since ${at.slice(0, 10)}`);
  const stapled = ocsp?.status === 'revoked' ? [quote(`the server staples an OCSP answer that says: revoked${since(ocsp.revokedAt)}`)] : [];
  const listed =
    revocationList?.status === 'listed' ? [quote(`the issuer's list ${revocationList.url} names its serial number${since(revocationList.revokedAt)}`)] : [];
  return [...stapled, ...listed];
}

/** The names a certificate is for, shortened. */
export function quoteNames(names: readonly Quoted[]): Quoted {
  return quote(names.length === 0 ? 'none' : `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`, 120);
}

export function keyText({ keyType, keyBits, signature }: SentCertificateFacts): Quoted {
  return quote(`${keyType} ${keyBits ?? ''} bits, ${signature}`, 80);
}
