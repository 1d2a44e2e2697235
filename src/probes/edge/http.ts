import { follow, type Walk } from '../../drivers/http/follow.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { DEEP_PATH, DEEP_QUERY, type EdgeHttp, edgeHttp, type RedirectWalk } from '../../evidence/edge/http.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { pageFacts } from './page-facts.ts';
import { platformsIn } from './platforms.ts';
import { walkEvidence } from './walk-evidence.ts';

/** The deep walks only need addresses and headers. */
export const DEEP_BYTES = 4000;
/** A host that was silent once is not waited for in full again. */
const SECOND_PATIENCE_MS = 1000;

const NO_ADDRESS: EdgeHttp = { status: 'no-address', root: null, deep: null, page: null, platforms: [] };

export const edgeHttpProbe = defineProbe({
  id: 'edge/http',
  version: 2,
  title: 'asks the host for its front page over http and https and follows redirects',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: edgeHttp,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 30_000,
  async gather({ subject, given, io, signal }) {
    if (given.host.status !== 'present') return { value: NO_ADDRESS, complete: true };
    const host = subject.name;
    const [http, https] = await Promise.all([follow(io, { url: `http://${host}/` }, signal), follow(io, { url: `https://${host}/` }, signal)]);
    const root = { http: walkEvidence(http), https: walkEvidence(https) };
    refuseIfNothingSeen(root);
    const deep = await deepWalks(io, host, { http, https }, signal);
    const last = pageServedBy(host, https) ?? (https.hops.length === 0 ? pageServedBy(host, http) : undefined);
    const challenged = root.https.end === 'challenged';
    const own = [...http.hops, ...https.hops].filter((hop) => new URL(hop.url).hostname === host).flatMap((hop) => hop.headers);
    const value: EdgeHttp = {
      status: 'seen',
      root,
      deep,
      page: last && !challenged ? pageFacts(last, subject.parent?.replace(/^domain:/, '') ?? host) : null,
      platforms: platformsIn(own, given.host),
    };
    const limits = [
      ...walkLimits('http', root.http),
      ...walkLimits('https', root.https),
      ...walkLimits('page', root.https),
      ...[deep.http, deep.https].flatMap((walk) => (walk ? walkLimits('deep', walk) : [])),
      ...(last?.cut ? [{ part: 'page', says: quote(`the page was not read to its end (${last.cut})`) }] : []),
    ];
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

/** Nothing but failures or a bot check: then nothing was seen of the host. */
function refuseIfNothingSeen({ http, https }: { http: RedirectWalk; https: RedirectWalk }): void {
  const walks = [https, http];
  if (walks.every((walk) => walk.end === 'challenged' && walk.hops.length === 1)) {
    throw new CouldNotLook('challenged', `a bot check (${https.recognised?.by ?? 'unknown'}) answers instead of the site: ${https.recognised?.sign ?? ''}`);
  }
  if (walks.some((walk) => walk.hops.length > 0)) return;
  const failure = walks.map((walk) => walk.failure).find((failure) => failure && failure.code !== 'refused') ?? https.failure;
  throw new CouldNotLook(failure?.code ?? 'unreachable', failure?.reason ?? 'the host did not answer');
}

async function deepWalks(io: Io, host: string, root: { http: Walk; https: Walk }, signal: AbortSignal): Promise<NonNullable<EdgeHttp['deep']>> {
  const wasSilent = [root.http, root.https].some(({ failure }) => failure?.code === 'timeout');
  const bounds = { mostBytes: DEEP_BYTES, ...(wasSilent && { totalMs: SECOND_PATIENCE_MS }) };
  const walk = async (scheme: 'http' | 'https'): Promise<RedirectWalk> =>
    walkEvidence(await follow(io, { url: `${scheme}://${host}${DEEP_PATH}?${DEEP_QUERY}`, ...bounds }, signal));
  const leadsElsewhere = root.https.hops.some((hop) => new URL(hop.url).hostname !== host);
  const [http, https] = await Promise.all([root.http.hops.length > 0 ? walk('http') : null, leadsElsewhere ? walk('https') : null]);
  return { http, https };
}

function pageServedBy(host: string, walk: Walk): Walk['hops'][number] | undefined {
  const last = walk.hops.at(-1);
  return walk.end === 'answered' && last && new URL(last.url).hostname === host ? last : undefined;
}

/** A refusal is an answer; what timed out, was cut off or stood behind a bot check was not seen. */
function walkLimits(part: string, walk: RedirectWalk): Limit[] {
  if (walk.end === 'challenged') return [{ part, says: quote(`a bot check (${walk.recognised?.by ?? 'unknown'}) stood where an answer was expected`) }];
  if (walk.end !== 'failed' || walk.failure?.code === 'refused' || walk.failure?.code === 'not-found') return [];
  return [{ part, says: walk.failure?.reason ?? quote('no answer') }];
}
