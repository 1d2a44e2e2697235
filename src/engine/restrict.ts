import { isAtOrBelow } from '../model/domain-name.ts';
import type { Io, Purpose, Touch } from '../ports/io.ts';
import { CouldNotLook, type Probe } from '../ports/probe.ts';

/** What the run may do beyond reading public things and the local repository. */
export interface Consent {
  readonly active: boolean;
  /** Names confirmed as owned; what is below them is owned too. */
  readonly owned: readonly string[];
}

const FREE: ReadonlySet<Touch> = new Set(['reads-public', 'reads-repository', 'reads-private']);
const MOST_CONNECTIONS_PER_LOOK = 400;
const MOST_CONNECTIONS_OF_LOAD = 20_000;

/** Counts what was sent, by purpose: `dns TXT`, `tls`, `http GET`. */
export type Traffic = Map<string, number>;

/**
 * The Io one look gets. Consent is enforced here, not trusted to probes: without it nothing but GET and HEAD, no foreign Origin, no hidden path,
 * no zone transfer and no hello below TLS 1.0 leaves the machine; only repository probes get files and processes, and they send nothing.
 */
export function restrict(io: Io, probe: Pick<Probe, 'touches'>, consent: Consent, traffic: Traffic, signal: AbortSignal): Io {
  let connections = 0;
  const readsRepository = probe.touches === 'reads-repository';
  const most = probe.touches === 'makes-load' ? MOST_CONNECTIONS_OF_LOAD : MOST_CONNECTIONS_PER_LOOK;
  const permit = (purpose: Purpose): void => {
    if (signal.aborted) throw new CouldNotLook('interrupted', 'stopped before looking');
    if (readsRepository) throw new CouldNotLook('no-consent', 'who reads the repository and its secrets sends nothing');
    const refusal = refuse(purpose, probe.touches, consent);
    if (refusal) throw new CouldNotLook('no-consent', refusal);
    if (++connections > most) throw new CouldNotLook('budget', `more than ${most} connections for one look`);
    const key = label(purpose);
    traffic.set(key, (traffic.get(key) ?? 0) + 1);
  };
  const runsApp = probe.touches === 'runs-app' && consent.active;
  return {
    clock: io.clock,
    network: io.network,
    random: (bytes) => io.random(bytes),
    async udp(to, payload, options, innerSignal) {
      permit(options.purpose);
      return io.udp(to, payload, options, innerSignal);
    },
    async connect(to, options, innerSignal) {
      permit(options.purpose);
      return io.connect(to, options, innerSignal);
    },
    async shared(key, make) {
      for (;;) {
        let isOurs = false;
        const asked = (): ReturnType<typeof make> => {
          isOurs = true;
          return make();
        };
        try {
          return await io.shared(key, asked);
        } catch (error) {
          // Somebody else asked the same and was stopped by their own deadline, or was not allowed to: ask again, unless ours has passed too.
          if (signal.aborted || !(isAbort(error) || (!isOurs && isRefusal(error)))) throw error;
        }
      }
    },
    ...(io.kept && { kept: io.kept.bind(io) }),
    // Looks that need an owned host can send a session nowhere else, looks at the repository send nothing; those that only read the public have no use for one.
    secret: (name) => (probe.touches === 'reads-public' || runsApp ? undefined : io.secret(name)),
    ...(probe.touches === 'reads-private' && io.logs && { logs: io.logs }),
    ...(readsRepository && io.files && { files: io.files }),
    ...(readsRepository && io.processes && { processes: io.processes }),
    ...(readsRepository && io.pool && { pool: io.pool }),
    ...(readsRepository && io.cache && { cache: io.cache }),
    ...(runsApp && io.apps && { apps: io.apps }),
  };
}

/** Whether looks of this kind are made at all: without asking, because the config and the command say so, or not. */
export function mayBegin(touch: Touch, { active, owned }: Consent): 'freely' | 'by-consent' | 'no' {
  if (FREE.has(touch)) return 'freely';
  // Nothing of anybody else is touched: the app runs on this machine, by a command of its owner.
  if (touch === 'runs-app') return active ? 'by-consent' : 'no';
  return owned.length > 0 && (active || touch === 'probes-unusual') ? 'by-consent' : 'no';
}

/** Why this purpose may not be served, or nothing. */
function refuse(purpose: Purpose, touch: Touch, consent: Consent): string | undefined {
  const { host } = purpose;
  if (purpose.protocol === 'http' && purpose.load && touch !== 'makes-load') return `load on ${host} is only made by launch-ready load`;
  if (!FREE.has(touch)) {
    if (!isOwned(host, consent.owned)) return `${host} is not confirmed as yours (config: owned), so only public reading is allowed`;
    return touch === 'probes-unusual' || consent.active ? undefined : `this needs active consent (--active) for ${host}`;
  }
  if (purpose.protocol === 'http' && (!['GET', 'HEAD'].includes(purpose.method) || purpose.foreignOrigin || purpose.hidden)) {
    return `a ${purpose.method} request of this kind to ${host} needs consent`;
  }
  if (purpose.protocol === 'dns' && purpose.transfer) return `asking for a zone transfer of ${host} needs consent`;
  if (purpose.protocol === 'tls' && (purpose.oldest === 'SSLv2' || purpose.oldest === 'SSLv3')) return `offering SSL to ${host} needs consent`;
  if (purpose.protocol === 'tls' && purpose.unusual) return `listing what encryption ${host} accepts needs consent`;
  return purpose.protocol === 'smtp' && !purpose.greets ? `talking to the mail server ${host} needs consent` : undefined;
}

function isOwned(host: string, owned: readonly string[]): boolean {
  return owned.some((name) => isAtOrBelow(host, name));
}

function label(purpose: Purpose): string {
  if (purpose.protocol === 'dns') return `dns ${purpose.type}`;
  return purpose.protocol === 'http' ? `http ${purpose.method}` : purpose.protocol;
}

function isRefusal(error: unknown): boolean {
  return error instanceof CouldNotLook && error.code === 'no-consent';
}

/** True for what an aborted signal makes a driver throw. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || (error instanceof CouldNotLook && error.code === 'interrupted'));
}
