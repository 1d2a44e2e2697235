import type { ServerCertificate } from '../../evidence/email/certificate.ts';
import { type Certificate, coversHost } from '../../formats/x509.ts';
import type { Io } from '../../ports/io.ts';
import { trustOf } from '../edge/trust.ts';

/** The facts of a sent chain for one host; nothing when no certificate was sent. */
export async function certificateOf(io: Io, host: string, chain: readonly Certificate[], signal: AbortSignal): Promise<ServerCertificate | null> {
  const [leaf] = chain;
  if (!leaf) return null;
  const { trust } = await trustOf(io, chain, signal);
  const { notBefore, notAfter, dnsNames } = leaf.facts;
  return {
    trust: trust === 'trusted' || trust === 'incomplete' ? trust : trust === null || trust === 'undecided' ? 'undecided' : 'untrusted',
    nameMatches: coversHost(leaf.x509, host),
    names: dnsNames.slice(0, 10),
    notBefore,
    notAfter,
  };
}
