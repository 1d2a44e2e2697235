import { defineEvidence, UNSEEN_CODES } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, optional, quoted, type TypeOf } from '../../model/schema.ts';

const header = object({ /** lower case */ name: quoted(100), /** Cookie values are left out. */ value: quoted(600) });
export type HeaderLine = TypeOf<typeof header>;

const hop = object({
  /** Credentials in it are left out. */
  url: quoted(500),
  scheme: oneOf('http', 'https'),
  host: name,
  address: name,
  status: int,
  statusText: quoted(60),
  location: nullable(quoted(500)),
  headers: list(header, 100),
  firstByteMs: int,
});
export type Hop = TypeOf<typeof hop>;

/** One walk along redirects. */
export const walk = object({
  /** `answered`: the last hop is no redirect. `failed`: the next host could not be asked, see `failure`. `challenged`: a bot check stood where an answer was expected. */
  end: oneOf('answered', 'loop', 'too-many', 'bad-location', 'failed', 'challenged'),
  hops: list(hop, 12),
  /** Where it would have gone next, when it did not end by an answer. */
  next: nullable(quoted(500)),
  failure: nullable(object({ code: oneOf(...UNSEEN_CODES), reason: quoted(200) })),
  /** A page that is not the product's own. */
  recognised: nullable(
    object({ kind: oneOf('challenge', 'login-wall', 'maintenance', 'parking', 'platform-error', 'default-page'), by: name, sign: quoted(200) }),
  ),
});
export type RedirectWalk = TypeOf<typeof walk>;

export const reference = object({
  element: oneOf('script', 'stylesheet', 'frame', 'form', 'object', 'image', 'font', 'media', 'style', 'manifest'),
  url: quoted(300),
  /** What the page cannot do without and browsers block, as against what they only upgrade or warn about. */
  active: bool,
});
export type InsecureReference = TypeOf<typeof reference>;

const page = object({
  url: quoted(500),
  scheme: oneOf('http', 'https'),
  status: int,
  html: bool,
  bytes: int,
  title: nullable(quoted(200)),
  canonical: nullable(quoted(500)),
  /** By meta element or X-Robots-Tag. */
  noindex: bool,
  /** Target of a `<meta http-equiv="refresh">`. */
  refresh: nullable(quoted(500)),
  /** References to `http://` resources; empty when the page upgrades them (CSP upgrade-insecure-requests). */
  insecure: list(reference, 50),
  upgradesInsecure: bool,
  /** References to this machine (`localhost`, 127.0.0.1), which work for nobody but the developer. */
  localhost: list(reference, 10),
  thirdPartyHosts: list(name, 30),
  /** Hosts of others that the page hands power to: what it runs, shows in frames, styles itself by or posts to, and what its content security policy lets in (`policy`). */
  trusts: optional(list(object({ host: name, as: oneOf('script', 'stylesheet', 'frame', 'form', 'object', 'manifest', 'policy') }), 60)),
  buildId: nullable(quoted(100)),
  /** Paths of own files whose name holds a digest of their content: they change with every build. */
  hashedFiles: optional(list(quoted(200), 20)),
});
export type PageFacts = TypeOf<typeof page>;

const schema = object({
  /** `no-address`: DNS proves that the host leads nowhere; then there is nothing to look at. */
  status: oneOf('seen', 'no-address'),
  /** From `http://host/` and `https://host/`. */
  root: nullable(object({ http: walk, https: walk })),
  /** The same with a path and a query that no site knows, see `DEEP_PATH`; over HTTPS only when the root leads elsewhere. */
  deep: nullable(object({ http: nullable(walk), https: nullable(walk) })),
  /** The page that this host itself serves at the end of the walk; none when it sends visitors to another host or nothing was served. */
  page: nullable(page),
  /** Ids of data/edge-fingerprints recognised in the host's own answers. */
  platforms: list(name, 20),
});
export type EdgeHttp = TypeOf<typeof schema>;

/** Path and query of the deep walks; `lr` is ours and survives masking. */
export const DEEP_PATH = '/lr-check/deep';
export const DEEP_QUERY = 'code=lr&state=lr';

/** What the host answers over HTTP and HTTPS, redirect by redirect. Limits: `http`, `https`, `deep`, `page`. */
export const edgeHttp = defineEvidence<EdgeHttp>({ id: 'edge/http', version: 1, about: 'host', grade: 'proven', schema });
