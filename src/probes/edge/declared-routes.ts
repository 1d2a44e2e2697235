import { follow } from '../../drivers/http/follow.ts';
import { type EdgeDeclaredRoutes, edgeDeclaredRoutes } from '../../evidence/edge/declared-routes.ts';
import { DEEP_QUERY, type RedirectWalk } from '../../evidence/edge/http.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { shown, walkEvidence } from './walk-evidence.ts';

const MOST_OLD = 30;
const MOST_CALLBACKS = 20;
const MOST_BYTES = 20_000;

export const edgeDeclaredRoutesProbe = defineProbe({
  id: 'edge/declared-routes',
  version: 1,
  title: 'follows the old addresses and the sign-in callbacks that the config names',
  about: 'project',
  needs: {},
  fills: edgeDeclaredRoutes,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 40_000,
  async gather({ intent, io, signal }) {
    const limits: Limit[] = [];
    const walk = async (part: string, url: string): Promise<RedirectWalk> => {
      const evidence = walkEvidence(await follow(io, { url, mostBytes: MOST_BYTES, totalMs: 12_000 }, signal));
      if (evidence.end === 'challenged') limits.push({ part, says: quote(`a bot check stood at ${shown(url)}`) });
      if (evidence.end === 'failed' && !['refused', 'not-found', 'malformed'].includes(evidence.failure?.code ?? ''))
        limits.push({ part, says: quote(`${shown(url)}: ${evidence.failure?.reason ?? ''}`) });
      return evidence;
    };
    const callbacks = (intent.endpoints ?? []).filter(({ is }) => is === 'callback').map(({ url }) => url);
    const value: EdgeDeclaredRoutes = {
      oldUrls: await inTurn((intent.oldUrls ?? []).slice(0, MOST_OLD), async ({ from, to }) => ({
        from: shown(from),
        to: to === undefined ? null : shown(to),
        walk: await walk('old-urls', from),
      })),
      callbacks: await inTurn(callbacks.slice(0, MOST_CALLBACKS), async (url) => {
        const asked = withCode(url);
        const isSecure = asked.startsWith('https:');
        return { url: shown(url), walk: await walk('callbacks', asked), plain: isSecure && isUsual(asked) ? await plainly(walk, asked) : null };
      }),
    };
    const left = (intent.oldUrls?.length ?? 0) - MOST_OLD;
    if (left > 0) limits.push({ part: 'old-urls', says: quote(`${left} more old addresses were not asked`) });
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

function withCode(text: string): string {
  const url = new URL(text);
  for (const [name, value] of new URLSearchParams(DEEP_QUERY)) url.searchParams.set(name, value);
  return url.href;
}
const isUsual = (url: string): boolean => new URL(url).port === '';

async function plainly(walk: (part: string, url: string) => Promise<RedirectWalk>, asked: string): Promise<RedirectWalk | null> {
  const plain = await walk('plain', asked.replace(/^https:/, 'http:'));
  return plain.end === 'failed' && plain.hops.length === 0 ? null : plain;
}

/** Four at a time, in their order. */
async function inTurn<A, B>(all: readonly A[], make: (one: A) => Promise<B>): Promise<B[]> {
  const made: B[] = [];
  for (let at = 0; at < all.length; at += 4) made.push(...(await Promise.all(all.slice(at, at + 4).map(make))));
  return made;
}
