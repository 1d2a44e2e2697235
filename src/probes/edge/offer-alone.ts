import { GROUPS, MODERN_SUITES, ORDINARY_GROUPS, ORDINARY_SUITES } from '../../data/tls-parameters.ts';
import { sayHello } from '../../drivers/tls-hello.ts';
import { clientHello, TLS_VERSIONS } from '../../formats/tls-hello.ts';
import { type Certificate, readCertificate } from '../../formats/x509.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

export const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** What came of offering one version alone. */
export interface Offered {
  /** `refused`: an answer that is not this version. `unseen`: no answer at all. */
  readonly outcome: 'accepted' | 'refused' | 'unseen';
  /** Sent in the clear, up to TLS 1.2, in the order on the wire. What cannot be read as a certificate is left out. */
  readonly chain: readonly Certificate[];
  /** Name of the group chosen in TLS 1.3. */
  readonly group?: string;
}

const TIMEOUT_MS = 5000;

/** Offers one version with the suites and groups that browsers offer, reads the answer, and hangs up. Rejects only when interrupted. */
export async function offerAlone(
  io: Io,
  { host, address, version }: { readonly host: string; readonly address: string; readonly version: (typeof VERSIONS)[number] },
  signal: AbortSignal,
): Promise<Offered> {
  const suites = version === 'TLSv1.3' ? MODERN_SUITES : ORDINARY_SUITES;
  const hello = clientHello({ version, suites, groups: ORDINARY_GROUPS, host, random: io.random(32) });
  try {
    const answer = await sayHello(io, { host, address, hello, purpose: { oldest: 'TLSv1' }, timeoutMs: TIMEOUT_MS }, signal);
    if (answer.version !== TLS_VERSIONS[version] || answer.suite === undefined) return { outcome: 'refused', chain: [] };
    const group = GROUPS.find(([code]) => code === answer.group)?.[1];
    return { outcome: 'accepted', chain: answer.certificates.flatMap(readable), ...(group !== undefined && { group }) };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    return { outcome: 'unseen', chain: [] };
  }
}

function readable(bytes: Uint8Array): Certificate[] {
  try {
    return [readCertificate(bytes)];
  } catch {
    return [];
  }
}
