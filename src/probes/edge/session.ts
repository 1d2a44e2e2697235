import { get } from '../../drivers/http.ts';
import { type Door, type EdgeSession, edgeSession } from '../../evidence/edge/session.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { readHtml } from '../../formats/html-references.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { AppSession, Intent } from '../../model/intent.ts';
import { quote, Secret } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import { cookieFacts } from './answers.ts';
import { bodyText, headerOf } from './body-text.ts';
import { looksLike } from './page-looks.ts';
import { isHtml } from './page-facts.ts';
import { shown } from './walk-evidence.ts';

const MOST_DOORS = 8;

export const edgeSessionProbe = defineProbe({
  id: 'edge/session',
  version: 1,
  title: 'asks declared pages and admin routes with the sessions of the config',
  about: 'host',
  needs: { http: one(edgeHttp, []) },
  fills: edgeSession,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: 25_000,
  async gather({ subject, intent, io, signal }) {
    const host = subject.name;
    const sessions = (intent.sessions ?? []).filter((session) => session.host === host);
    const missing = sessions.find(({ valueEnv }) => io.secret(valueEnv) === undefined);
    if (missing) throw new CouldNotLook('no-credential', `the environment variable ${missing.valueEnv} of the session "${missing.name}" is not set`);
    const limits: Limit[] = [];
    const urls = doorsOf(intent, host);
    const value: EdgeSession = {
      sessions: sessions.map(({ name, role }) => ({ name: quote(name, 100), role })),
      answers: (await Promise.all(sessions.flatMap((session) => urls.map(async (url) => ask(io, url, session, limits, signal))))).filter(
        (door) => door !== undefined,
      ),
    };
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

/** The front page and what the config declares to be read by GET, admin routes first. */
function doorsOf({ endpoints = [] }: Intent, host: string): string[] {
  const own = endpoints.filter(({ url, method }) => method === 'GET' && new URL(url).hostname === host && url.startsWith('https:'));
  const urls = own.toSorted((a, b) => Number(b.is === 'admin') - Number(a.is === 'admin')).map(({ url }) => url);
  return [...new Set([...urls, `https://${host}/`])].slice(0, MOST_DOORS);
}

/** A session is only ever sent over HTTPS to its own host, and no redirect is followed with it. */
async function ask(io: Io, url: string, session: AppSession, limits: Limit[], signal: AbortSignal): Promise<Door | undefined> {
  const secret = io.secret(session.valueEnv);
  if (!secret) return undefined;
  const given = Secret.reveal(secret);
  if (/[^\t\x20-\x7e\x80-\xff]/.test(given))
    throw new CouldNotLook('no-credential', `the value of ${session.valueEnv} holds characters that no header may carry`);
  try {
    const answer = await get(io, { url, mostBytes: 200_000, timeoutMs: 8000, credentials: { [session.header]: given } }, signal);
    const text = bodyText(answer);
    const foreign = recogniseAnswer({ status: answer.status, headers: answer.headers, body: text.slice(0, 20_000) });
    if (foreign?.kind === 'challenge') throw new CouldNotLook('challenged', `a bot check (${foreign.by}) answered`);
    const html = isHtml(answer);
    const facts = html ? readHtml(text, answer.url) : undefined;
    const location = headerOf(answer, 'location');
    return {
      url: shown(url),
      as: session.role,
      session: quote(session.name, 100),
      status: answer.status,
      to: location === undefined ? null : shown(URL.parse(location, url)?.href ?? location),
      html,
      looks: looksLike(facts),
      cookies: answer.headers.flatMap(({ name, value }) => (name === 'set-cookie' ? cookieFacts(value) : [])).slice(0, 30),
    };
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted' || error.code === 'budget') throw error;
    limits.push({ part: 'answers', says: quote(`${shown(url)} as ${session.name}: ${error.message}`) });
    return undefined;
  }
}
