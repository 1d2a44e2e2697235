import { type EdgeHttp, edgeHttp, type PageFacts, type RedirectWalk } from '../../src/evidence/edge/http.ts';
import { type EdgeTls, edgeTls, type TlsAddress } from '../../src/evidence/edge/tls.ts';
import type { EvidenceKind } from '../../src/model/evidence.ts';
import { quote } from '../../src/model/text.ts';

/** The time of judgement in `judgeOne`. */
export const NOW = Date.UTC(2026, 10, 25);
const DAY_MS = 86_400_000;
const day = (days: number): string => new Date(NOW + days * DAY_MS).toISOString();

type Leaf = TlsAddress['chain'][number];
export interface LeafSpec extends Partial<Leaf> {
  readonly fromDays?: number;
  readonly untilDays?: number;
}
export function leaf({ fromDays = -30, untilDays = 60, ...rest }: LeafSpec = {}): Leaf {
  return {
    subject: quote('CN=app.acme.test'),
    issuer: quote("O=Let's Encrypt, CN=E7"),
    dnsNames: [quote('app.acme.test')],
    dnsNameCount: 1,
    notBefore: day(fromDays),
    notAfter: day(untilDays),
    keyType: 'ec',
    keyBits: 256,
    signature: quote('ecdsa-with-SHA384'),
    isCa: false,
    fingerprint: 'ab'.repeat(32),
    ...rest,
  };
}

/** A TLS address where all is well, but for what is given. */
export function tlsAddress(change: Partial<TlsAddress> = {}): TlsAddress {
  return {
    address: '203.0.113.1',
    family: 4,
    outcome: 'done',
    says: null,
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    alpn: 'h2',
    staple: false,
    chain: [leaf()],
    trust: 'trusted',
    incompleteBecause: null,
    nameMatches: true,
    ms: 10,
    ...change,
  };
}
export function tlsEvidence(addresses: readonly TlsAddress[], protocols: Partial<NonNullable<EdgeTls['protocols']>> = {}): EdgeTls {
  const versions = { address: '203.0.113.1', TLSv1: 'refused', 'TLSv1.1': 'refused', 'TLSv1.2': 'accepted', 'TLSv1.3': 'accepted', ...protocols } as const;
  return checked(edgeTls, { status: 'seen', addresses, protocols: addresses.some(({ outcome }) => outcome === 'done') ? versions : null });
}

/** A walk from lines such as `301 http://a.test/ https://a.test/` (status, address, Location) and `200 https://a.test/`; `headers` belong to every hop. */
export function walk(lines: readonly string[], change: Partial<RedirectWalk> & { readonly headers?: Readonly<Record<string, string>> } = {}): RedirectWalk {
  const { headers = {}, ...rest } = change;
  const hops = lines.map((line) => {
    const [status = '', url = '', location] = line.split(' ');
    const { protocol, hostname } = new URL(url);
    return {
      url: quote(url, 500),
      scheme: protocol === 'https:' ? ('https' as const) : ('http' as const),
      host: hostname,
      address: '203.0.113.1',
      status: Number(status),
      statusText: quote(''),
      location: location === undefined ? null : quote(location, 500),
      headers: Object.entries(headers).map(([name, value]) => ({ name: quote(name, 100), value: quote(value, 600) })),
      firstByteMs: 5,
    };
  });
  return { end: 'answered', hops, next: null, failure: null, recognised: null, ...rest };
}
export const failedWalk = (code: NonNullable<RedirectWalk['failure']>['code'], next: string, lines: readonly string[] = []): RedirectWalk =>
  walk(lines, { end: 'failed', next: quote(next, 500), failure: { code, reason: quote(code) } });

export function pageOf(url: string, change: Partial<PageFacts> = {}): PageFacts {
  return {
    url: quote(url, 500),
    scheme: url.startsWith('https:') ? 'https' : 'http',
    status: 200,
    html: true,
    bytes: 5000,
    title: quote('Acme'),
    canonical: null,
    noindex: false,
    refresh: null,
    insecure: [],
    upgradesInsecure: false,
    localhost: [],
    thirdPartyHosts: [],
    buildId: null,
    ...change,
  };
}

/** A host that redirects to HTTPS and shows its page, but for what is given. */
export function httpEvidence(
  host: string,
  change: Partial<Omit<EdgeHttp, 'root'>> & { readonly http?: RedirectWalk; readonly https?: RedirectWalk } = {},
): EdgeHttp {
  const { http, https, ...rest } = change;
  const secure = https ?? walk([`200 https://${host}/`]);
  const own = secure.end === 'answered' && secure.hops.at(-1)?.host === host;
  return checked(edgeHttp, {
    status: 'seen',
    root: { http: http ?? walk([`301 http://${host}/ https://${host}/`, `200 https://${host}/`]), https: secure },
    deep: {
      http: walk([
        `301 http://${host}/lr-check/deep?code=lr&state=lr https://${host}/lr-check/deep?code=lr&state=lr`,
        `404 https://${host}/lr-check/deep?code=lr&state=lr`,
      ]),
      https: null,
    },
    page: own ? pageOf(`https://${host}/`, { status: secure.hops.at(-1)?.status ?? 200 }) : null,
    platforms: [],
    ...rest,
  });
}

export const HTTP_NO_ADDRESS: EdgeHttp = { status: 'no-address', root: null, deep: null, page: null, platforms: [] };
export const TLS_NO_ADDRESS: EdgeTls = { status: 'no-address', addresses: [], protocols: null };

function checked<T>(kind: EvidenceKind<T>, value: T): T {
  const fault = kind.schema.fault(value, 'fixture');
  if (fault) throw new Error(fault);
  return value;
}
