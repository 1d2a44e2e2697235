import type { Duplex } from 'node:stream';
import type { LogOrigin, LogRedactor } from '../model/intent.ts';
import type { Secret } from '../model/text.ts';
import type { KeptName } from './store.ts';

/** An address to talk to. `address` is an IP address; names are resolved by our own resolver first. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A resolver over HTTPS: `url` names it (and its certificate), `address` is where it is reached. */
export interface HttpsResolver {
  readonly url: string;
  readonly address: string;
}

/** Why a connection is opened. The Io decides on it whether it is allowed, and counts it; drivers must tell the truth. */
export type Purpose =
  | { readonly protocol: 'dns'; readonly host: string; readonly type: string; readonly transfer?: boolean }
  | {
      readonly protocol: 'tls';
      readonly host: string;
      /** Oldest version offered; below TLS 1.0 is unusual. */
      readonly oldest?: 'SSLv2' | 'SSLv3' | 'TLSv1';
      /** Offers what no ordinary client does (export, NULL, anonymous, RC4 …), or one of many hellos that list what is accepted. */
      readonly unusual?: true;
    }
  | {
      readonly protocol: 'http';
      readonly host: string;
      readonly method: string;
      readonly path: string;
      readonly foreignOrigin?: boolean;
      readonly hidden?: boolean;
      /** One of many at once, to see how much the app bears. */
      readonly load?: true;
    }
  | { readonly protocol: 'whois'; readonly host: string }
  /** `greets`: only the greeting, EHLO, STARTTLS and QUIT, as any sender does; no mail. */
  | { readonly protocol: 'smtp'; readonly host: string; readonly greets?: true };

/** What a probe does to the world; decides which consent it needs (docs/ARCHITECTURE.md, "Consent"). */
export type Touch =
  | 'reads-public'
  | 'reads-repository'
  | 'probes-unusual'
  | 'reads-private'
  | 'runs-browser'
  | 'makes-load'
  | 'sends-mail'
  | 'injects-faults'
  | 'runs-app'
  | 'changes-things';

export interface Clock {
  /** Wall clock, epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  mono(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface FileEntry {
  /** Repository path, always with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  readonly bytes: number;
}
export interface FileRead {
  readonly bytes: Uint8Array;
  /** The file goes on behind them. */
  readonly truncated: boolean;
  /** Bytes of the whole file when the reading began. */
  readonly size: number;
  /** Somebody wrote into it meanwhile. */
  readonly changed: boolean;
}
/** Reading below one root. Links are never followed; a path that leads outside is refused. */
export interface Files {
  /** At most `most` bytes from byte `from` on of a plain file; anything else rejects with `CouldNotLook` code `not-found`. */
  read(path: string, most: number, from?: number): Promise<FileRead>;
  /** Entries of one directory (not recursive); `''` is the root. Not found: rejects with code `ENOENT`. */
  list(path: string): Promise<readonly FileEntry[]>;
  stat(path: string): Promise<FileEntry | undefined>;
}

export interface ProcessResult {
  readonly code: number | null;
  readonly stderr: string;
}
/** Output arrives in chunks as it is written; `result` settles when the process has ended. Aborting kills the whole process tree. */
export interface RunningProcess {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly result: Promise<ProcessResult>;
}
export interface Processes {
  /** Starts one of the programs the product knows (`git`) in the root of `files`, without a shell, with exactly `env` plus PATH and HOME-less settings. Rejects with code `ENOENT` when it is not installed. */
  run(
    program: 'git',
    args: readonly string[],
    options: { readonly env?: Readonly<Record<string, string>>; readonly input?: AsyncIterable<Uint8Array> | Uint8Array },
    signal: AbortSignal,
  ): Promise<RunningProcess>;
}

/** Threads, for work that would hold up everything else. What a job does is found by its name where threads are put together (`src/thread.ts`). */
export interface Pool {
  /** How many at once are worth it on this machine. */
  readonly threads: number;
  /** Runs one job in a thread of its own and hands on what it emits, in order. Rejects with what it threw. Aborting, or reading no further, ends it with all it started. */
  run(job: JobName, input: unknown, signal: AbortSignal): AsyncIterable<unknown>;
}
export type JobName = 'scan-blobs';

/** Bytes kept from one run to the next by this user, outside every repository. Losing them costs time only; who reads them checks them. */
export interface Cache {
  /** Names the code that scans: what other code kept must not be taken for its own. */
  code(): Promise<string>;
  /** `undefined` when nothing was kept, or it cannot be read. */
  load(name: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all; quietly nothing where it cannot be written. */
  save(name: string, bytes: Uint8Array): Promise<void>;
}

/** A log as it lies or is printed on this machine. */
export type LocalLog = Extract<LogOrigin, { readonly type: 'file' | 'command' | 'journal' | 'stdin' }>;
export interface OpenLog {
  /** Each is good until the next is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes at the beginning of a file that were passed over, so that the newest are read. */
  readonly skipped: number;
  /** Settles when the program that prints it has ended; rejects with `CouldNotLook` when it failed. */
  readonly ended: Promise<void>;
}
/** Reading the logs that the owner named; probes that read private things get it. */
export interface Logs {
  /** The last `most` bytes of a file, or what a program prints. Rejects with `CouldNotLook`: `not-found`, `missing-tool`, `refused`. */
  open(log: LocalLog, most: number, signal: AbortSignal): Promise<OpenLog>;
  /** Runs a script of ours beside a module of the owner's, in a process of its own; gives what it printed. The same rejections, and `not-found` when there is no such module. */
  beside(redactor: LogRedactor, script: string, signal: AbortSignal): Promise<string>;
}

/** The app of the repository, started on this machine. */
export interface RunningApp {
  /** Settles when it has ended by itself; `names` tells whether what it printed holds a word. Nothing of the output leaves the adapter. */
  readonly ended: Promise<{ readonly code: number | null; readonly names: boolean }>;
  /** Ends it with everything it started. */
  stop(): Promise<void>;
}
export interface Apps {
  /** Starts the command without a shell in the root of the repository, with the environment of whoever runs us, less or emptied by one variable. */
  start(command: readonly string[], without: { readonly name: string; readonly how: 'absent' | 'empty' } | undefined): Promise<RunningApp>;
  /** Whether something listens on a port of this machine. */
  listens(port: number): Promise<boolean>;
  /** Status of the front page there; `undefined` when it is no web server, or answers too late. */
  answers(port: number): Promise<number | undefined>;
}

export interface Listener {
  /** Where it listens; the port is the system's choice where 0 was asked for. */
  readonly at: Endpoint;
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

/** All contact with the world. Drivers and probes get it handed in and use nothing else. */
export interface Io {
  readonly clock: Clock;
  /** Cryptographic random bytes (seeded in tests). */
  random(bytes: number): Uint8Array;
  /** Sends one datagram and returns the first reply that `accepts` takes. Rejects with `CouldNotLook` code `timeout`, `refused` or `unreachable`. */
  udp(
    to: Endpoint,
    payload: Uint8Array,
    options: { readonly purpose: Purpose; readonly timeoutMs: number; accepts(reply: Uint8Array): boolean },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  /** Opens a TCP connection. The caller ends it; aborting destroys it. Same rejections as `udp`. */
  connect(to: Endpoint, options: { readonly purpose: Purpose; readonly timeoutMs: number }, signal: AbortSignal): Promise<Duplex>;
  /**
   * Listens for TCP connections; `peer` is who connected. Only verbs that say so to the user listen: probes get no such Io.
   * Rejects with `CouldNotLook` code `refused` when the port is taken or not allowed.
   */
  listen?(at: Endpoint, onConnection: (stream: Duplex, peer: Endpoint) => void): Promise<Listener>;
  readonly network: {
    /** Recursive resolvers, in order of preference. */
    readonly resolvers: readonly Endpoint[];
    /** Resolvers over HTTPS (RFC 8484), for networks where the ones above are blocked or answered for by somebody else. */
    readonly overHttps?: readonly HttpsResolver[];
    /** Name servers of the root zone, from which the path to a domain is walked; without them no parent zone can be asked. */
    readonly roots?: readonly Endpoint[];
    /** PEM roots trusted in this run: the platform's and the config's. */
    readonly trust: readonly string[];
    readonly ipv6: boolean;
  };
  /** The local repository; absent when the run has none. */
  readonly files?: Files;
  readonly processes?: Processes;
  /** Threads; absent where none can be started. */
  readonly pool?: Pool;
  readonly cache?: Cache;
  readonly logs?: Logs;
  /** Only for looks that run the app, with active consent, in the owner's own repository. */
  readonly apps?: Apps;
  /** Runs `make` once per run and key, so that the same question is never asked twice. Failures are shared too. */
  shared<T>(key: string, make: () => Promise<T>): Promise<T>;
  /** What another verb kept in the project's state folder, see `KeptStore`; `undefined` when nothing was kept. */
  kept?(name: KeptName): Promise<unknown>;
  /** The value of an environment variable named in the config. */
  secret(envName: string): Secret | undefined;
}

/** What looking at local files and repositories takes. */
export type LocalIo = Pick<Io, 'clock' | 'files' | 'processes' | 'pool' | 'cache' | 'shared'>;
