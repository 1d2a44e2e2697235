import type { AppEndpoint, Intent } from '../../model/intent.ts';
import type { Flow } from '../../model/journey.ts';
import type { Runnable } from '../run-journey.ts';
import { runnableOf } from '../steps.ts';
import { loginJourney, logoutJourney, resetJourney, signupJourney } from './account.ts';
import { chatJourney } from './chat.ts';
import { callbackJourney, webhookJourney } from './endpoints.ts';
import { confirmationJourney, healthJourney, homeJourney, leadJourney } from './site.ts';

/** What we bring, in the order in which a visitor would. */
const READY_MADE: readonly Runnable[] = [
  homeJourney,
  healthJourney,
  loginJourney,
  logoutJourney,
  signupJourney,
  resetJourney,
  chatJourney,
  leadJourney,
  confirmationJourney,
];

/** Every journey of the project: its own take the place of ours for the same flow; a flow that the config says does not exist has none. */
export function journeysOf(intent: Intent): readonly Runnable[] {
  const { own = [], without = [] } = intent.journeys ?? {};
  const described = new Set<Flow>([...own.map(({ flow }) => flow).filter((flow) => flow !== 'other'), ...without]);
  const ready = [...READY_MADE, ...ofEndpoints(intent.endpoints ?? [])];
  return [...ready.filter(({ flow }) => !described.has(flow)), ...own.map(runnableOf)];
}

function ofEndpoints(endpoints: readonly AppEndpoint[]): Runnable[] {
  const make = (kind: AppEndpoint['is'], flow: 'webhook' | 'auth-callback', journey: typeof webhookJourney): Runnable[] =>
    endpoints.filter(({ is }) => is === kind).map((endpoint, at) => journey(endpoint, at === 0 ? flow : `${flow}-${at + 1}`));
  return [...make('webhook', 'webhook', webhookJourney), ...make('callback', 'auth-callback', callbackJourney)];
}
