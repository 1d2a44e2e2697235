import { Buffer } from 'node:buffer';
import { PUBLIC_AUTHORITIES } from '../../data/certificate-authorities.ts';
import { get } from '../../drivers/http.ts';
import { locate } from '../../drivers/locate.ts';
import type { TlsAddress } from '../../evidence/edge/tls.ts';
import { judgePath, type PathVerdict } from '../../formats/certificate-path.ts';
import { type Certificate, issuerName, readCertificate } from '../../formats/x509.ts';
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
  let known = chain;
  for (let fetches = 0; ; fetches += 1) {
    const judged = judgeAgainst(io, known);
    if (!judged) return { trust: null, incompleteBecause: null };
    if (judged.verdict === 'trusted' && fetches > 0) return { trust: 'incomplete', incompleteBecause: 'issuer-fetched' };
    if (judged.verdict !== 'issuer-missing') return { trust: judged.verdict, incompleteBecause: null };
    const issuer = fetches < MOST_FETCHES ? await fetchIssuer(io, judged.last, signal) : undefined;
    if (!issuer && namesPublicAuthority(judged.last)) return { trust: 'incomplete', incompleteBecause: 'public-name' };
    if (!issuer) return { trust: 'undecided', incompleteBecause: null };
    known = [...known, issuer];
  }
}

const PEM = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g;
interface Root {
  readonly der: Buffer;
  /** Read when somebody needs it; a root we cannot read trusts nothing. */
  certificates?: readonly Certificate[];
}
/** Roots are the same in every run of a process, and reading a hundred of them costs more than all the rest. */
const known = new Map<string, readonly Root[]>();
function rootsOf(text: string): readonly Root[] {
  const before = known.get(text);
  if (before) return before;
  const roots = [...text.matchAll(PEM)].map(([, base64 = '']) => ({ der: Buffer.from(base64, 'base64') }));
  known.set(text, roots);
  return roots;
}

/** First against the roots that bear the name of an issuer in the chain; against all others only if that does not settle it. */
function judgeAgainst(io: Io, chain: readonly Certificate[]): PathVerdict | undefined {
  const all = io.network.trust.flatMap(rootsOf);
  const names = chain.map(({ x509 }) => issuerName(x509.raw));
  const named = all.filter(({ der }) => names.some((name) => name !== undefined && der.includes(Buffer.from(name.buffer, name.byteOffset, name.length))));
  const judged = judgePath(chain, named.flatMap(readRoot), io.clock.now());
  return judged === undefined || judged.verdict === 'trusted' ? judged : judgePath(chain, all.flatMap(readRoot), io.clock.now());
}

function readRoot(root: Root): readonly Certificate[] {
  return (root.certificates ??= readOrNothing(root.der));
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
