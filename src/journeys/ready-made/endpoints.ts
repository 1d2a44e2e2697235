import type { AppEndpoint } from '../../model/intent.ts';
import { fail } from '../outcome.ts';
import type { Runnable } from '../run-journey.ts';
import type { Tools } from '../tools.ts';
import { titleOf } from './pages.ts';

/** Headers that payment and mail services sign with, all of them wrong. */
const WRONG_SIGNATURES = {
  'stripe-signature': 't=1700000000,v1=0000000000000000000000000000000000000000000000000000000000000000',
  'x-hub-signature-256': 'sha256=0000000000000000000000000000000000000000000000000000000000000000',
  'svix-id': 'msg_launch_ready',
  'svix-timestamp': '1700000000',
  'svix-signature': 'v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  'x-signature': '0000000000000000000000000000000000000000000000000000000000000000',
};

/** A webhook must answer, and must refuse who cannot sign. */
export function webhookJourney(endpoint: AppEndpoint, name: string): Runnable {
  return {
    name,
    flow: 'webhook',
    async run(tools: Tools) {
      const { visitor, words } = tools;
      const { url, headers, body } = endpoint;
      await tools.step('send an event with a wrong signature', async (signal) => {
        const content = { type: body?.type ?? 'application/json', text: (body?.text ?? '{"type":"launch-ready.test"}').replaceAll('{token}', words.token) };
        const answer = await visitor.ask(
          { method: 'POST', url, headers: { ...WRONG_SIGNATURES, ...headers }, content, follow: false, timeoutMs: 15_000 },
          signal,
        );
        const { pathname } = new URL(url);
        if (answer.status >= 500) fail(`${pathname} answered ${answer.status}${titleOf(answer)}: a wrong signature must be refused, not crash it`);
        if (answer.status === 404 || answer.status === 405) fail(`${pathname} answered ${answer.status}: nobody is there to take events`);
        if (answer.status >= 300 && answer.status < 400)
          fail(`${pathname} redirects to ${answer.header('location') ?? 'somewhere'}: services that send events do not follow`);
        if (answer.status < 300) fail(`${pathname} took an event with a wrong signature (${answer.status}): anybody can tell the app that something was paid`);
      });
    },
  };
}

/** Where the sign-in of another service comes back to: it must be there, and must survive somebody who cancels. */
export function callbackJourney(endpoint: AppEndpoint, name: string): Runnable {
  return {
    name,
    flow: 'auth-callback',
    isPassive: true,
    async run(tools: Tools) {
      const { visitor, words } = tools;
      const url = new URL(endpoint.url);
      url.search = new URLSearchParams({ error: 'access_denied', state: words.token }).toString();
      await tools.step('come back from a sign-in that was cancelled', async (signal) => {
        const answer = await visitor.ask({ method: 'GET', url: url.href, timeoutMs: 15_000 }, signal);
        const [first = answer.hops[0]] = answer.hops;
        if (first?.status === 404 || first?.status === 405) fail(`${url.pathname} answered ${first.status}: the way back from the sign-in is gone`);
        if (answer.status >= 500) fail(`${answer.url.pathname} answered ${answer.status}${titleOf(answer)} to somebody who cancelled the sign-in`);
      });
    },
  };
}
