import { get } from '../../drivers/http.ts';
import { type EdgePostRedirects, edgePostRedirects } from '../../evidence/edge/post-redirects.ts';
import type { Limit } from '../../model/evidence.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { headerOf } from './body-text.ts';
import { shown } from './walk-evidence.ts';

const MOST_ASKED = 20;

export const edgePostRedirectsProbe = defineProbe({
  id: 'edge/post-redirects',
  version: 1,
  title: 'sends an empty POST to the plain-http form of declared endpoints and looks at the redirect only',
  about: 'project',
  needs: {},
  fills: edgePostRedirects,
  discovers: [],
  touches: 'changes-things',
  timeoutMs: 30_000,
  async gather({ intent, io, signal }) {
    const limits: Limit[] = [];
    const asked: EdgePostRedirects['asked'][number][] = [];
    for (const { url, declared } of detours(intent).slice(0, MOST_ASKED)) {
      try {
        // Nothing in it that an application could take for an order.
        const content = { type: 'application/json', bytes: new TextEncoder().encode('{}') };
        const answer = await get(io, { url, method: 'POST', content, mostBytes: 1000, timeoutMs: 6000 }, signal);
        const location = headerOf(answer, 'location');
        asked.push({ url: shown(url), declared: shown(declared), status: answer.status, location: location === undefined ? null : shown(location) });
      } catch (error) {
        if (!(error instanceof CouldNotLook) || !['timeout', 'refused', 'unreachable', 'malformed', 'not-found'].includes(error.code)) throw error;
        if (error.code === 'timeout') limits.push({ part: 'asked', says: quote(`POST ${shown(url)}: ${error.message}`) });
      }
    }
    return { value: { asked }, complete: limits.length === 0 ? true : limits };
  },
});

/** Addresses from which a POST has to find its way: the declared one by plain http. */
function detours({ endpoints = [] }: Intent): { url: string; declared: string }[] {
  return endpoints
    .filter(({ method, url }) => method === 'POST' && url.startsWith('https:') && new URL(url).port === '')
    .map(({ url }) => ({ url: url.replace(/^https:/, 'http:'), declared: url }));
}
