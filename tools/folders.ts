/* Who may import whom (docs/ARCHITECTURE.md is made from this table; test/architecture.test.ts enforces it). */

export interface Folder {
  /** `model`, `checks` … below `src`, or a file name there. */
  readonly name: string;
  readonly does: string;
  readonly mayNot: string;
  /** Folders it may import beside itself. `type:x` allows only types of x. */
  readonly imports: readonly string[];
  /** `node:` modules, `*` for all. */
  readonly node: readonly string[];
  /** npm packages. */
  readonly packages: readonly string[];
  /** Watched globals it may touch: `process`, `console`, `clock` (Date.now, new Date(), performance, timers), `random`, `fetch`. */
  readonly globals: readonly string[];
}

const PURE = ['buffer', 'crypto', 'zlib'];
const LOOKING = ['model', 'formats', 'evidence', 'recognise', 'data', 'drivers', 'ports'];

export const FOLDERS: readonly Folder[] = [
  {
    name: 'model',
    does: 'The nouns: types and tiny pure functions over them.',
    mayNot: 'import anything, do I/O, know any one check, probe or format.',
    imports: [],
    node: [],
    packages: [],
    globals: [],
  },
  {
    name: 'ports',
    does: 'The contracts with the world: Io, probe, registry, store. Types, and the one error a probe throws.',
    mayNot: 'hold behaviour.',
    imports: ['model'],
    node: ['stream'],
    packages: [],
    globals: [],
  },
  {
    name: 'evidence',
    does: 'One file per kind of evidence: id, shape, subject, grade. The contract between looking and judging.',
    mayNot: 'hold an opinion or a bare outside string.',
    imports: ['model'],
    node: PURE,
    packages: [],
    globals: [],
  },
  {
    name: 'profiles',
    does: 'The five roadmaps as data: required rows, limits, stage order, hour blocks.',
    mayNot: 'hold code that decides.',
    imports: ['model'],
    node: [],
    packages: [],
    globals: [],
  },
  {
    name: 'data',
    does: 'Catalogues with source, date and refresh note: mail and DNS hosts, edge fingerprints, secret formats.',
    mayNot: 'hold code beyond building the tables.',
    imports: ['model'],
    node: [],
    packages: [],
    globals: [],
  },
  {
    name: 'config',
    does: 'What a user may write: types, validation with helpful messages, defaults, the intent; detection and questions of `init`.',
    mayNot: 'touch files, the network or the engine. `definition.ts` may not import anything at run time.',
    imports: ['model', 'profiles', 'formats', 'data'],
    node: [],
    packages: ['zod'],
    globals: [],
  },
  {
    name: 'formats',
    does: 'Parsers and printers, one per format, pure and bounded. Procedures that must ask as they go are generators that yield questions.',
    mayNot: 'do I/O, judge, or trust the length or shape of what it reads.',
    imports: ['model'],
    node: PURE,
    packages: ['@babel/parser', 'htmlparser2', 'saxes'],
    globals: [],
  },
  {
    name: 'recognise',
    does: 'Raw bytes to masked facts: secrets, challenge pages. Called by probes, before anything is stored.',
    mayNot: 'return a raw secret, give a verdict, or hold prose.',
    imports: ['model', 'formats'],
    node: PURE,
    packages: [],
    globals: [],
  },
  {
    name: 'drivers',
    does: 'The only protocol clients: DNS, TLS, HTTP, git. Every outcome is told apart from "could not look".',
    mayNot: 'open sockets, files or processes other than through Io; know checks.',
    imports: ['model', 'formats', 'ports'],
    node: [...PURE, 'tls', 'http', 'stream'],
    packages: ['dns-packet'],
    globals: [],
  },
  {
    name: 'probes',
    does: 'Everything that looks. One immutable value each, with what was cut.',
    mayNot: 'judge, know checks, touch the world other than through Io.',
    imports: LOOKING.filter((name) => name !== 'ports').concat('ports'),
    node: [...PURE, 'stream'],
    packages: [],
    globals: [],
  },
  {
    name: 'checks',
    does: 'Everything that judges: pure functions of declared evidence, at most 60 lines each.',
    mayNot: 'do I/O, read a clock, import node modules, drivers or probes.',
    imports: ['model', 'formats', 'evidence', 'data'],
    node: [],
    packages: [],
    globals: [],
  },
  {
    name: 'engine',
    does: 'Plan, gather, judge, rank, decide, compare. Takes the registry as a value.',
    mayNot: 'know a check or probe by name, use node modules, print.',
    imports: ['model', 'evidence', 'ports'],
    node: [],
    packages: [],
    // Deadlines of the gather run on timers; the clock itself comes from Io.
    globals: ['timers'],
  },
  {
    name: 'fixes',
    does: 'What a fix would do: changes applied to an in-memory copy of the world, which is then judged again.',
    mayNot: 'touch the real world without a plan that was shown, name a check or a probe.',
    imports: ['model', 'formats', 'evidence', 'data', 'drivers', 'engine', 'ports'],
    node: ['buffer'],
    packages: ['dns-packet'],
    globals: [],
  },
  {
    name: 'reporters',
    does: 'Assessment to text, one format each, pure. Escapes every outside word for its format.',
    mayNot: 'print, read a clock, import node modules.',
    imports: ['model', 'formats'],
    node: [],
    packages: [],
    globals: [],
  },
  {
    name: 'adapters',
    does: 'The real world behind our ports: sockets, files, processes, the config file, a mailbox.',
    mayNot: 'import anything above it.',
    imports: ['model', 'formats', 'ports'],
    node: ['*'],
    packages: ['imapflow'],
    globals: ['process', 'clock', 'timers', 'random'],
  },
  {
    name: 'store',
    does: 'Where runs are kept: whole files or nothing, private, pruned.',
    mayNot: 'import anything above it.',
    imports: ['model', 'formats', 'ports'],
    node: ['*'],
    packages: [],
    globals: ['process', 'clock', 'timers'],
  },
  {
    name: 'verbs',
    does: 'One use case per file: audit, init, compare, explain, demo. Handed the world by `compose`.',
    mayNot: 'print, read the environment or the clock, import a surface. Only `demo.ts` may import the range.',
    imports: [
      'model',
      'ports',
      'evidence',
      'profiles',
      'data',
      'fixes',
      'config',
      'formats',
      'recognise',
      'drivers',
      'engine',
      'reporters',
      'adapters',
      'store',
      'range',
    ],
    node: ['path'],
    packages: [],
    globals: [],
  },
  {
    name: 'surfaces',
    does: 'Thin adapters that render what verbs say: the command line.',
    mayNot: 'look, judge or keep; import probes, checks, store or each other.',
    imports: ['model', 'verbs', 'config', 'reporters', 'profiles', 'compose.ts', 'version.ts'],
    node: ['*'],
    packages: [],
    globals: ['process', 'console', 'clock', 'timers'],
  },
  {
    name: 'compose.ts',
    does: 'The only file that builds Io, store and registry and puts them together.',
    mayNot: 'hold logic.',
    imports: ['adapters', 'checks', 'data', 'evidence', 'probes', 'profiles', 'ports', 'store', 'verbs', 'model', 'version.ts'],
    node: ['path'],
    packages: [],
    globals: ['process'],
  },
  {
    name: 'index.ts',
    does: 'The public entry of the package: the config helper and types.',
    mayNot: 'import anything at run time but the config definition.',
    imports: ['config', 'model'],
    node: [],
    packages: [],
    globals: [],
  },
  { name: 'version.ts', does: 'The version.', mayNot: 'import anything.', imports: [], node: [], packages: [], globals: [] },
];
