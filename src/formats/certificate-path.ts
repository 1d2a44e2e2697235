import type { X509Certificate } from 'node:crypto';
import type { Certificate } from './x509.ts';

/** How a sent chain stands to the trusted roots. `broken` says why no path was found. */
export type PathVerdict =
  | { readonly verdict: 'trusted' | 'expired-in-chain'; readonly path: readonly Certificate[] }
  | { readonly verdict: 'self-signed' | 'unknown-ca'; readonly path: readonly Certificate[] }
  /** The last certificate's issuer is neither sent nor trusted: an incomplete chain or an unknown authority, to be told apart by fetching the issuer. */
  | { readonly verdict: 'issuer-missing'; readonly path: readonly Certificate[]; readonly last: Certificate };

const MOST_DEPTH = 8;
/** Bounds the search: a server may send certificates that all sign one another. */
const MOST_STEPS = 60;

/**
 * Looks for a path from `chain[0]` to one of `roots` over the other certificates of `chain`, as RFC 5280 §6 builds it: names, signatures, CA flag.
 * A path that is valid at `now` (epoch milliseconds) is preferred to one with an expired link. The leaf's own dates are not judged here.
 */
export function judgePath(chain: readonly Certificate[], roots: readonly Certificate[], now: number): PathVerdict | undefined {
  const [leaf, ...others] = chain;
  if (!leaf) return undefined;
  const paths = pathsFrom(leaf, others, roots);
  const valid = paths.find((path) => path.slice(1).every((link) => isCurrent(link, now)));
  if (valid) return { verdict: 'trusted', path: valid };
  if (paths[0]) return { verdict: 'expired-in-chain', path: paths[0] };
  if (isSelfSigned(leaf.x509)) return { verdict: 'self-signed', path: [leaf] };
  const longest = untrusted(leaf, others);
  const last = longest.at(-1) ?? leaf;
  if (isSelfSigned(last.x509)) return { verdict: 'unknown-ca', path: longest };
  return { verdict: 'issuer-missing', path: longest, last };
}

/** Every path to a root, trusted certificates first at each step. */
function pathsFrom(leaf: Certificate, others: readonly Certificate[], roots: readonly Certificate[]): readonly (readonly Certificate[])[] {
  const found: (readonly Certificate[])[] = [];
  const trusted = new Set(roots.map((root) => root.facts.fingerprint));
  let steps = 0;
  const walk = (path: readonly Certificate[]): void => {
    const last = path.at(-1);
    steps += 1;
    if (!last || path.length > MOST_DEPTH || steps > MOST_STEPS) return;
    if (trusted.has(last.facts.fingerprint)) return void found.push(path);
    for (const issuer of roots) if (isIssuedBy(last.x509, issuer.x509)) found.push([...path, issuer]);
    for (const issuer of others) if (!path.includes(issuer) && issuer.facts.isCa && isIssuedBy(last.x509, issuer.x509)) walk([...path, issuer]);
  };
  walk([leaf]);
  return found;
}

/** As far up as the sent certificates lead. */
function untrusted(leaf: Certificate, others: readonly Certificate[]): readonly Certificate[] {
  const path = [leaf];
  for (;;) {
    const last = path.at(-1);
    const next = last && others.find((issuer) => !path.includes(issuer) && isIssuedBy(last.x509, issuer.x509));
    if (!next || path.length > MOST_DEPTH) return path;
    path.push(next);
  }
}

/** How a server ordered what it sent. The leaf must come first and each certificate after those it certifies (RFC 5246 §7.4.2); a root at the end does no harm. */
export interface SentOrder {
  readonly isWrong: boolean;
  /** Certificates that certify nothing in the chain, or came twice. */
  readonly unneeded: readonly Certificate[];
}

/** Judges `chain` in the order in which it was on the wire. */
export function sentOrder(chain: readonly Certificate[]): SentOrder {
  const [leaf, ...others] = chain;
  if (!leaf) return { isWrong: false, unneeded: [] };
  const needed = [leaf];
  for (let at = 0; at < needed.length && at < MOST_STEPS; at++) {
    const child = needed[at];
    if (child) needed.push(...others.filter((issuer) => !needed.includes(issuer) && issuer.facts.isCa && isIssuedBy(child.x509, issuer.x509)));
  }
  const seen = new Set<string>();
  const isDouble = ({ facts }: Certificate): boolean => seen.size === seen.add(facts.fingerprint).size;
  const unneeded = chain.filter((one) => isDouble(one) || !needed.includes(one));
  const rest = chain.filter((one) => !unneeded.includes(one));
  const isWrong = rest.some((issuer, at) => at > 0 && !rest.slice(0, at).some((child) => isIssuedBy(child.x509, issuer.x509)));
  return { isWrong, unneeded };
}

/** Its own key usage does not matter here: a server certificate that signed itself is not allowed to sign others. */
function isSelfSigned(x509: X509Certificate): boolean {
  try {
    return x509.subject === x509.issuer && x509.verify(x509.publicKey);
  } catch {
    return false;
  }
}

/** Names first, they are cheap; then the signature. A key or signature that cannot be read verifies nothing. */
function isIssuedBy(child: X509Certificate, issuer: X509Certificate): boolean {
  if (child.issuer !== issuer.subject) return false;
  try {
    return child.checkIssued(issuer) && child.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function isCurrent(link: Certificate, now: number): boolean {
  return Date.parse(link.facts.notBefore) <= now && now <= Date.parse(link.facts.notAfter);
}
