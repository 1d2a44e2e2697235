import { Buffer } from 'node:buffer';
import { PUBLIC_AUTHORITIES } from '../../data/certificate-authorities.ts';
import { get } from '../../drivers/http.ts';
import { locate } from '../../drivers/locate.ts';
import type { TlsAddress } from '../../evidence/edge/tls.ts';
import { judgePath } from '../../formats/certificate-path.ts';
import { type Certificate, readCertificate } from '../../formats/x509.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';

export type Trust = Pick<TlsAddress, 'trust' | 'incompleteBecause'>;

const MOST_FETCHES = 3;
const MOST_ISSUER_BYTES = 20_000;

/**
 * How a sent chain stands to the roots trusted in this run. When the issuer of the last certificate is missing, it is fetched from where the certificate says
 * (as browsers do and most other programs do not), so that a chain that is only incomplete is told apart from one of an unknown authority.
 */
export async function trustOf(io: Io, chain: readonly Certificate[], signal: AbortSignal): Promise<Trust> {
  const roots = await trustedRoots(io);
  let known = chain;
  for (let fetches = 0; ; fetches += 1) {
    const judged = judgePath(known, roots, io.clock.now());
    if (!judged) return { trust: null, incompleteBecause: null };
    if (judged.verdict === 'trusted' && fetches > 0) return { trust: 'incomplete', incompleteBecause: 'issuer-fetched' };
    if (judged.verdict !== 'issuer-missing') return { trust: judged.verdict, incompleteBecause: null };
    const issuer = fetches < MOST_FETCHES ? await fetchIssuer(io, judged.last, signal) : undefined;
    if (!issuer && namesPublicAuthority(judged.last)) return { trust: 'incomplete', incompleteBecause: 'public-name' };
    if (!issuer) return { trust: 'undecided', incompleteBecause: null };
    known = [...known, issuer];
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
function trustedRoots(io: Io): Promise<readonly Certificate[]> {
  return io.shared('tls:roots', () => Promise.resolve(io.network.trust.flatMap((text) => (text.match(PEM) ?? []).flatMap(readable))));
}

/** A root we cannot read trusts nothing. Roots are the same in every run of a process: each is read once. */
const read = new Map<string, readonly Certificate[]>();
function readable(text: string): readonly Certificate[] {
  const known = read.get(text);
  if (known) return known;
  const certificates = readOrNothing(text);
  read.set(text, certificates);
  return certificates;
}

function readOrNothing(bytes: string | Uint8Array): Certificate[] {
  try {
    return [readCertificate(bytes)];
  } catch {
    return [];
  }
}

/** The address comes out of a stranger's certificate: only public hosts are asked. Nothing when it could not be had. */
async function fetchIssuer(io: Io, child: Certificate, signal: AbortSignal): Promise<Certificate | undefined> {
  const [url] = child.facts.issuerUrls;
  if (url === undefined) return undefined;
  return io.shared(`tls:issuer:${url}`, async () => {
    try {
      const located = await locate(io, new URL(url).hostname, signal);
      const [first] = located;
      if (!first || located.some(({ scope }) => scope !== 'public')) return undefined;
      const answer = await get(io, { url, address: first.address, mostBytes: MOST_ISSUER_BYTES, timeoutMs: 4000 }, signal);
      return answer.status === 200 ? readOrNothing(Buffer.from(answer.body))[0] : undefined;
    } catch (error) {
      if (error instanceof CouldNotLook && error.code === 'interrupted') throw error;
      return undefined;
    }
  });
}

function namesPublicAuthority(certificate: Certificate): boolean {
  const organisation = /(?:^|, )O=([^\n]+?)(?:, [A-Z]+=|$)/.exec(certificate.facts.issuer)?.[1]?.toLowerCase() ?? '';
  return PUBLIC_AUTHORITIES.includes(organisation);
}
