import { get } from '../../drivers/http.ts';
import { locate } from '../../drivers/locate.ts';
import type { TlsAddress } from '../../evidence/edge/tls.ts';
import { type ListedStatus, readOcspResponse, readRevocationList, revocationUrls } from '../../formats/revocation.ts';
import type { Certificate } from '../../formats/x509.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

/** Lists are split so that each stays small; a larger one is left alone rather than half read. */
const MOST_LIST_BYTES = 3_000_000;
const TIMEOUT_MS = 4000;

/** What a stapled answer says of the certificate; `null` without one. */
export function ocspFacts(staple: Uint8Array | undefined, leaf: Certificate | undefined): TlsAddress['ocsp'] {
  if (!staple || !leaf) return null;
  const { status, until = null, revokedAt = null } = readOcspResponse(staple, leaf.facts.serial);
  return { status, until, revokedAt };
}

/**
 * Fetches the revocation list that the certificate names and looks it up; `null` when it names none. The address comes out of a stranger's certificate:
 * only plain HTTP, only public hosts, no redirects, and of what comes only a list that the issuer signed counts.
 */
export async function revocationFacts(
  io: Io,
  leaf: Certificate | undefined,
  issuer: Certificate | undefined,
  signal: AbortSignal,
): Promise<TlsAddress['revocationList']> {
  const [url] = leaf ? revocationUrls(leaf.x509.raw) : [];
  if (!leaf || url === undefined) return null;
  const facts = (status: 'listed' | 'not-listed' | 'unseen', says: string | null, revokedAt: string | null = null) => ({
    status,
    url: quote(url, 300),
    says: says === null ? null : quote(says, 200),
    revokedAt,
  });
  if (!issuer) return facts('unseen', 'the certificate of the issuer was not sent');
  try {
    const list = await fetchList(io, url, signal);
    const { status, revokedAt = null } = readRevocationList(list, leaf.facts.serial, issuer.x509.publicKey);
    return status === 'listed' || status === 'not-listed' ? facts(status, null, revokedAt) : facts('unseen', REASONS[status]);
  } catch (error) {
    if (!(error instanceof CouldNotLook)) return facts('unseen', 'the key of the issuer cannot be read');
    if (error.code === 'interrupted') throw error;
    return facts('unseen', error.message);
  }
}

const REASONS: Readonly<Record<Exclude<ListedStatus['status'], 'listed' | 'not-listed'>, string>> = {
  unreadable: 'what came is no revocation list',
  forged: 'the revocation list is not signed by the issuer',
  unverified: 'the revocation list is signed in a way that is not known here',
};

function fetchList(io: Io, url: string, signal: AbortSignal): Promise<Uint8Array> {
  return io.shared(`tls:revocation-list:${url}`, async () => {
    const located = await locate(io, new URL(url).hostname, signal);
    const [first] = located;
    if (!first || located.some(({ scope }) => scope !== 'public')) throw new CouldNotLook('no-consent', 'the revocation list is not at a public address');
    const answer = await get(io, { url, address: first.address, mostBytes: MOST_LIST_BYTES, timeoutMs: TIMEOUT_MS }, signal);
    if (answer.status !== 200) throw new CouldNotLook('not-found', `the revocation list answered ${answer.status}`);
    if (answer.cut !== undefined) throw new CouldNotLook('too-large', `the revocation list did not come whole (${answer.cut})`);
    return answer.body;
  });
}
