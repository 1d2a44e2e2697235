import { askForMail } from '../drivers/mail-request.ts';
import { restrict } from '../engine/restrict.ts';
import { receivedMessageEvidence, type ReceivedMessages } from '../evidence/email/received-message.ts';
import { UsageError } from '../model/errors.ts';
import { DEFAULT_SINK, type Intent, type MailFlow, type MailReceiving, type SeedMailbox } from '../model/intent.ts';
import type { MailOutcome, MailResult } from '../model/mail-result.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { withLocalRoutes } from './local-routes.ts';
import { arrivalOf, withFlow, withPassed } from './mail/keep-message.ts';
import { firstArrival, openAll, type Opened, type Receiver } from './mail/receivers.ts';
import { quote } from '../model/text.ts';

/** What the verb says while it works. */
export type MailEvent =
  | { readonly type: 'receiving'; readonly says: string }
  | {
      readonly type: 'asking';
      readonly flow: string;
      readonly address: string;
      readonly by: 'request' | 'person';
      readonly where: string;
      readonly withinMs: number;
    }
  | { readonly type: 'arrived'; readonly flow: string; readonly afterMs: number }
  | { readonly type: 'silent'; readonly flow: string; readonly withinMs: number };

export interface MailOptions {
  readonly intent: Intent;
  /** Names of flows in the config; all when absent. */
  readonly only?: readonly string[];
  /** Override what the config says. */
  readonly address?: string;
  readonly listen?: string;
  readonly withinMs?: number;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: MailEvent) => void;
}

/** Checks that judge received mails begin with this. */
const CHECKS = 'email/received-';
/** A person who is to ask for a mail that the config does not describe. */
const BY_HAND: MailFlow = { name: 'password-reset', purpose: 'reset', withinMs: 120_000 };
/** RFC 2606: nobody gets mail at it, should the app not be led to our sink. */
const ANYWHERE = 'launch-ready+{token}@example.com';

/**
 * Lets the app send its mails (by its own form, or by asking a person), receives them, keeps their facts, and judges them.
 * @throws UsageError when there is nothing to receive with, or the flow does not exist
 */
export async function mail(options: MailOptions, deps: Deps): Promise<MailResult> {
  const { intent, signal } = options;
  const say = options.onEvent ?? (() => undefined);
  const flows = flowsOf(options);
  const receiving: MailReceiving =
    options.listen === undefined ? (intent.mailReceiving ?? { smtp: { listen: DEFAULT_SINK } }) : { smtp: { listen: options.listen } };
  const io = await deps.openIo(withLocalRoutes(intent, urlsOf(flows, receiving)));
  const open = await openAll(io, intent, receiving, signal);
  const all = [...open.receivers, ...open.seeds.map(({ receiver }) => receiver)];
  try {
    for (const { says } of all) say({ type: 'receiving', says });
    const outcomes: MailOutcome[] = [];
    for (const run of runsOf(flows, open, options)) if (!signal.aborted) outcomes.push(await runFlow({ ...options, ...run, receiving, io, say }, deps));
    const checks = deps.judging.checks.map(({ id }) => id).filter((id) => id.startsWith(CHECKS));
    const { assessment, evidence } = await audit({ intent, selection: { checks }, signal }, deps);
    const verified = evidence.find(({ kind }) => kind === receivedMessageEvidence.id);
    if (verified?.seen) await deps.kept.update('received-messages', (old) => withPassed(old, verified.value as ReceivedMessages));
    return { schema: 'launch-ready/mail@1', outcomes, assessment };
  } finally {
    await Promise.all(all.map((receiver) => receiver.close()));
  }
}

type Run = Pick<FlowRun, 'flow' | 'receivers' | 'seed'>;

/** A flow is run once for where we receive, and once for each mailbox of the placement test, unless its mail goes to one address only. */
function runsOf(flows: readonly MailFlow[], { receivers, seeds }: Opened, { address }: Pick<MailOptions, 'address'>): Run[] {
  return flows.flatMap((flow): Run[] => {
    const fixed = address ?? flow.address;
    const mine = fixed === undefined ? seeds : seeds.filter(({ seed }) => seed.address === fixed);
    const seeded = mine.map(({ seed, receiver }) => ({
      flow: { ...flow, name: `${flow.name}@${seed.name}`, address: seed.address },
      receivers: [receiver],
      seed,
    }));
    const isElsewhere = fixed !== undefined && mine.length > 0;
    return receivers.length === 0 || isElsewhere ? seeded : [{ flow, receivers }, ...seeded];
  });
}

function flowsOf({ intent, only = [], withinMs }: MailOptions): MailFlow[] {
  const all = intent.mailFlows?.length ? intent.mailFlows : [BY_HAND];
  const unknown = only.find((name) => !all.some((flow) => flow.name === name));
  if (unknown !== undefined) throw new UsageError(`the config has no mail flow "${quote(unknown, 40)}"; it has ${all.map(({ name }) => name).join(', ')}`);
  const chosen = only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
  return chosen.map((flow) => (withinMs === undefined ? flow : { ...flow, withinMs }));
}

interface FlowRun extends MailOptions {
  readonly flow: MailFlow;
  readonly seed?: SeedMailbox;
  readonly receiving: MailReceiving;
  readonly receivers: readonly Receiver[];
  readonly io: Io;
  readonly say: (event: MailEvent) => void;
}

async function runFlow({ intent, flow, seed, receiving, receivers, io, say, signal, ...options }: FlowRun, deps: Deps): Promise<MailOutcome> {
  const address = ((seed ? flow.address : undefined) ?? options.address ?? flow.address ?? receiving.address ?? ANYWHERE).replaceAll('{token}', freshWord(io));
  const { name, purpose, request, withinMs } = flow;
  const over = new AbortController();
  const both = AbortSignal.any([signal, over.signal]);
  // A place that cannot be looked at says so when it is waited for.
  await Promise.allSettled(receivers.map((receiver) => receiver.ready({ address, since: io.clock.now() }, both)));
  const askedAt = io.clock.now();
  const waited = firstArrival(receivers, { address, since: askedAt }, both);
  // It is awaited below; until then a rejection is no accident.
  waited.catch(() => undefined);
  try {
    say({ type: 'asking', flow: name, address, by: request ? 'request' : 'person', where: request?.url ?? '', withinMs });
    if (request) {
      const consent = { active: intent.active, owned: intent.owned };
      await askForMail(restrict(io, { touches: 'sends-mail' }, consent, new Map(), signal), request, address, signal);
    }
    const received = await Promise.race([waited, io.clock.sleep(withinMs, both).then(() => undefined)]);
    const arrival = received ? arrivalOf(received, askedAt) : null;
    say(arrival ? { type: 'arrived', flow: name, afterMs: arrival.afterMs } : { type: 'silent', flow: name, withinMs });
    const about = {
      flow: name,
      purpose,
      environment: intent.environment,
      askedAt: new Date(askedAt).toISOString(),
      asked: request ? ('request' as const) : ('person' as const),
      withinMs,
      ...(seed && { seed: seed.name }),
    };
    await deps.kept.update('received-messages', (old) => withFlow(old, { ...about, arrival }));
    return { flow: name, outcome: arrival ? 'arrived' : 'silent' };
  } catch (error) {
    if (error instanceof CouldNotLook) return { flow: name, outcome: 'not-asked', why: error.message };
    if (signal.aborted) return { flow: name, outcome: 'not-asked', why: 'interrupted' };
    throw error;
  } finally {
    over.abort();
  }
}

/** Short, easy to read aloud, and not guessable while we wait. */
function freshWord(io: Io): string {
  return [...io.random(8)].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');
}

/** Where the flows and a mail catcher are, as the config says. */
function urlsOf(flows: readonly MailFlow[], { api }: MailReceiving): string[] {
  return [...(api ? [api.url] : []), ...flows.flatMap(({ request }) => (request ? [request.url] : []))];
}
