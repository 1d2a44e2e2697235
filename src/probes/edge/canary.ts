import { get } from '../../drivers/http.ts';
import { type Canary, canary } from '../../evidence/edge/canary.ts';
import { edgeCache } from '../../evidence/edge/cache.ts';
import { chatStream } from '../../evidence/edge/chat-stream.ts';
import { clientAccess } from '../../evidence/edge/client-access.ts';
import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { showUrl } from '../../formats/url.ts';
import { maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { bodyText } from './body-text.ts';
import { nonce } from './nonce.ts';

/** What every basic rule set stops. None of them does anything to an application that is not broken already, and none asks it to change something. */
const ATTACKS = [
  ['script', '<script>alert(1)</script>'],
  ['sql', "1' UNION SELECT NULL,NULL-- "],
  ['path', '../../../../etc/passwd'],
  ['shell', ';cat /etc/passwd|sh'],
] as const;
const STOPS: ReadonlySet<number> = new Set([400, 403, 405, 406, 418, 429, 501, 503]);

export const canaryProbe = defineProbe({
  id: 'edge/canary',
  version: 1,
  title: 'asks the front page with four harmless attack patterns in a parameter, to see whether a firewall stops them',
  about: 'host',
  // After those who must not be taken for an attacker.
  needs: { http: one(edgeHttp), clients: maybe(clientAccess), caches: maybe(edgeCache), crawl: maybe(edgeCrawl), chat: maybe(chatStream) },
  fills: canary,
  discovers: [],
  touches: 'injects-faults',
  timeoutMs: 40_000,
  async gather({ subject, given, io, signal }) {
    const { page } = given.http;
    const ask = (value: string) => `${page?.scheme ?? 'https'}://${subject.name}/?lr-check=${nonce(io)}&q=${encodeURIComponent(value)}`;
    if (page === null) return { value: { usual: 0, attacks: [] }, complete: true };
    const usual = await statusOf(io, ask('hello'), signal);
    if (usual.challenged || usual.status === null) throw new CouldNotLook('challenged', 'a bot check answers to a harmless word already');
    const attacks: Canary['attacks'][number][] = [];
    for (const [name, text] of ATTACKS) {
      const url = ask(text);
      const { status, challenged } = await statusOf(io, url, signal);
      const stopped = challenged || status === null || (status !== usual.status && STOPS.has(status));
      attacks.push({ name, url: quote(showUrl(url), 300), status, stopped });
    }
    return { value: { usual: usual.status, attacks }, complete: true };
  },
});

/** A connection that is closed without an answer is how some firewalls say no. */
async function statusOf(io: Io, url: string, signal: AbortSignal): Promise<{ readonly status: number | null; readonly challenged: boolean }> {
  try {
    const answer = await get(io, { url, mostBytes: 50_000, timeoutMs: 8000 }, signal);
    const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: bodyText(answer) });
    return { status: answer.status, challenged: foreign?.kind === 'challenge' };
  } catch (error) {
    if (error instanceof CouldNotLook && error.code === 'malformed') return { status: null, challenged: false };
    throw error;
  }
}
