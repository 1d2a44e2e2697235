import { acmeSettings } from '../../range/acme/settings.ts';
import { ALL_DEMO_FAULTS, DEMO_FAULTS, type DemoFaultName, demoWorld, partsOf } from '../../range/acme/demo-world.ts';
import { compare } from '../engine/compare.ts';
import type { Assessment, Comparison } from '../model/assessment.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import type { RunEvent } from './events.ts';
import { quote } from '../model/text.ts';

export interface DemoFix {
  readonly name: DemoFaultName;
  /** What is wrong, in plain words. */
  readonly says: string;
  /** What the repair did. */
  readonly repaired: string;
  readonly check: string;
}
export interface Demo {
  /** What can be repaired with `fix`. */
  readonly fixes: readonly DemoFix[];
  /** Where a person can open the app: a plain loopback address. */
  readonly url: string;
  /** The declared config of the demo project with its network, for looking at the same world again. */
  readonly intent: Intent;
  /** Looks at the world as it is and decides. */
  audit(): Promise<Assessment>;
  /** Repairs faults by name (`all` for every one), looks again, and compares with the run before. */
  fix(names: readonly string[]): Promise<{ readonly fixes: readonly DemoFix[]; readonly assessment: Assessment; readonly comparison: Comparison }>;
  stop(): Promise<void>;
}
/** A mail that the demo app sent. Nothing leaves this machine, so it is shown whole. */
export interface DemoMail {
  readonly to: string;
  readonly subject: string;
  /** The link in it, at the address where a person can open the app. */
  readonly link?: string;
}
export interface DemoOptions {
  readonly signal: AbortSignal;
  readonly onMail?: (mail: DemoMail) => void;
  readonly onEvent?: (event: RunEvent) => void;
}

/** The demo's answers to what only a person knows: as little as a founder in a hurry would have. */
const DEFAULTS: Omit<Intent, 'network'> = {
  project: 'Acme Assist',
  profile: 'internal-ops-launch',
  environment: 'production',
  domains: [],
  hosts: [],
  senders: [],
  owned: [],
  active: false,
  contacts: [],
  waivers: [],
  attestations: [],
};

/** Brings the faulty Acme Assist up on loopback, with its domain, certificates, mail and repository. The caller stops it. */
export async function openDemo(options: DemoOptions, deps: Deps): Promise<Demo> {
  let faults: readonly DemoFaultName[] = ALL_DEMO_FAULTS;
  let stage = await raise(faults, options.onMail);
  if (options.signal.aborted) {
    await stage.stop();
    options.signal.throwIfAborted();
  }
  let last: Assessment | undefined;
  const look = async (): Promise<Assessment> => {
    const { assessment } = await audit({ intent: stage.intent, signal: options.signal, ...(options.onEvent && { onEvent: options.onEvent }) }, deps);
    last = assessment;
    return assessment;
  };
  return {
    fixes: ALL_DEMO_FAULTS.map(fixOf),
    get url() {
      return stage.url;
    },
    get intent() {
      return stage.intent;
    },
    audit: look,
    async fix(names: readonly string[]) {
      const gone = knownFaults(names);
      const before = last ?? (await look());
      faults = faults.filter((fault) => !gone.includes(fault));
      await stage.stop();
      stage = await raise(faults, options.onMail);
      const assessment = await look();
      return { fixes: gone.map(fixOf), assessment, comparison: compare(before, assessment) };
    },
    stop: () => stage.stop(),
  };
}

/** The faults of the demo with these names; `all` is every one. @throws UsageError that lists them */
export function knownFaults(names: readonly string[]): readonly DemoFaultName[] {
  if (names.includes('all')) return ALL_DEMO_FAULTS;
  const unknown = names.find((name) => !(name in DEMO_FAULTS));
  if (unknown !== undefined) throw new UsageError(`the demo has no fault "${quote(unknown, 40)}"; it has ${ALL_DEMO_FAULTS.join(', ')} and all`);
  return ALL_DEMO_FAULTS.filter((name) => names.includes(name));
}

function fixOf(name: DemoFaultName): DemoFix {
  const { says, repaired, check } = DEMO_FAULTS[name];
  return { name, says, repaired, check };
}

interface Stage {
  readonly url: string;
  readonly intent: Intent;
  stop(): Promise<void>;
}

/** Starts app, repository and world. The range is loaded only here: no other verb pays for it. */
async function raise(faults: readonly DemoFaultName[], onMail: DemoOptions['onMail']): Promise<Stage> {
  const [{ startAcme }, { buildAcmeRepository }, { openAiKey, seeded }, { startWorld }, { startMail }] = await Promise.all([
    import('../../range/acme/app.ts'),
    import('../../range/acme/repository.ts'),
    import('../../range/acme/repository/key-shapes.ts'),
    import('../../range/world.ts'),
    import('../../range/mail.ts'),
  ]);
  const parts = partsOf(faults);
  // The key that the faulty repository holds: one leak, in two places.
  const modelKey = openAiKey(seeded('acme/openai-key-in-code/openai'));
  let url = '';
  const mail = await startMail([{ name: 'mail.acme.example', address: MAIL_ADDRESS }], ({ to, raw }) => onMail?.(demoMail(to, raw, url)));
  const [host = '', port] = mail.routes[`${MAIL_ADDRESS}:25`]?.split(':') ?? [];
  const [app, repository] = await Promise.all([
    startAcme(acmeSettings({ faults: parts.app, origin: ORIGIN, modelKey, mail: { host, port: Number(port), from: 'no-reply@acme.example' } })),
    buildAcmeRepository({ faults: parts.repository }),
  ]);
  const world = await startWorld(demoWorld(faults, `127.0.0.1:${app.port}`));
  url = app.url;
  return {
    url,
    intent: {
      ...DEFAULTS,
      ...world.intentDefaults,
      project: DEFAULTS.project,
      repository: { path: repository.path, trusted: true },
      network: world.network,
    },
    stop: async () => void (await Promise.all([world.stop(), app.close(), mail.stop(), repository.remove()])),
  };
}

const ORIGIN = 'https://app.acme.example';
const MAIL_ADDRESS = '203.0.113.45';

function demoMail(to: readonly string[], raw: string, url: string): DemoMail {
  const subject = /^Subject: (.*)$/im.exec(raw)?.[1] ?? '';
  // Long lines are folded by quoted-printable.
  const path = new RegExp(`${ORIGIN}(/\\S+)`).exec(raw.replace(/=\r\n/g, '').replace(/=3D/g, '='))?.[1];
  return { to: to.join(', '), subject, ...(path !== undefined && { link: `${url}${path}` }) };
}
