import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const policy = object({
  from: oneOf('header', 'meta'),
  /** False: it only reports (Content-Security-Policy-Report-Only). */
  enforced: bool,
  /** Nonces are left out. */
  text: quoted(8000),
});

const want = object({
  /** The directive that decides: `script-src-elem`, `connect-src` … */
  directive: name,
  /** None for a script written into the page. */
  url: nullable(quoted(300)),
  /** What shows that the page wants it: the element, or the file in which the address stands. */
  where: quoted(300),
  /** Numbers of the policies that name its nonce or its digest. */
  fits: list(int, 40),
});
export type Want = TypeOf<typeof want>;

const file = object({
  url: quoted(300),
  kind: oneOf('script', 'style', 'manifest'),
  status: int,
  /** On the wire, and unpacked; of a file that was cut, what came. */
  wireBytes: int,
  bytes: int,
  /** Addresses in it that matter: of this machine, of own hosts, of tunnels, and plain http or ws of own hosts and sockets. */
  names: list(object({ url: quoted(300), /** A style sheet loads it. */ loaded: bool }), 30),
});
export type CodeFile = TypeOf<typeof file>;

const schema = object({
  status: oneOf('seen', 'none'),
  page: nullable(quoted(500)),
  policies: list(policy, 40),
  wants: list(want, 150),
  /** Scripts of other sites on the page. */
  foreignScripts: list(object({ url: quoted(300), host: name, integrity: bool, blocking: bool }), 30),
  asks: object({ password: bool, card: bool }),
  /** Attributes such as `onclick`. */
  handlers: int,
  files: list(file, 20),
});
export type EdgePageCode = TypeOf<typeof schema>;

/** The front page's content security policies, what the page wants to load, and what its own scripts and style sheets name. Limits: `files`. */
export const edgePageCode = defineEvidence<EdgePageCode>({
  id: 'edge/page-code',
  version: 2,
  about: 'host',
  grade: 'observed',
  schema,
  /** Version 1 also said which files have a public source map; now secrets/deployed-code does. */
  upgrade(old) {
    const value = old as Omit<EdgePageCode, 'files'> & { readonly files: readonly (CodeFile & { readonly sourceMap: unknown })[] };
    return { ...value, files: value.files.map(({ sourceMap: _sourceMap, ...file }): CodeFile => file) };
  },
});
