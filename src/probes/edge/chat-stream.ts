import { askChat, type TimedChatAnswer } from '../../drivers/chat/ask-chat.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { type ChatRun, chatStream } from '../../evidence/edge/chat-stream.ts';
import { showUrl } from '../../formats/url.ts';
import { one } from '../../model/check.ts';
import type { Limit } from '../../model/evidence.ts';
import type { AppEndpoint, Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { recogniseAnswer } from '../../recognise/challenge.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { bodyText, headerOf } from './body-text.ts';
import { nonce } from './nonce.ts';
import { sessionHeaders } from './session-headers.ts';

const CODINGS = ['identity', 'gzip', 'br'] as const;
const MOST_CHATS = 2;
const ONE_ANSWER_MS = 25_000;
/** After this no further answer is begun. */
const ENOUGH_MS = 30_000;
/** Long enough an answer to see it come piece by piece, short enough to cost next to nothing. */
const MESSAGE = 'Please count from 1 to 30 in words, separated by commas.';

export const chatStreamProbe = defineProbe({
  id: 'edge/chat-stream',
  version: 2,
  title: 'asks the declared chat endpoint one short question three times (plain, gzip, br) and notes when which part of the answer comes',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: chatStream,
  discovers: [],
  touches: 'changes-things',
  timeoutMs: 58_000,
  async gather({ subject, intent, io, signal }) {
    const endpoints = (intent.endpoints ?? []).filter(({ url, is }) => is === 'chat' && URL.parse(url)?.hostname === subject.name);
    const began = io.clock.mono();
    const limits: Limit[] = [];
    const chats = [];
    for (const endpoint of endpoints.slice(0, MOST_CHATS)) {
      const runs: ChatRun[] = [];
      for (const coding of CODINGS) {
        if (io.clock.mono() - began > ENOUGH_MS) limits.push({ part: 'runs', says: quote(`${coding} was not tried: the answers before took too long`) });
        else runs.push(runFacts(coding, await asked(io, { endpoint, coding, intent }, signal)));
      }
      chats.push({ url: quote(showUrl(endpoint.url), 300), runs });
    }
    return { value: { chats }, complete: limits.length === 0 ? true : limits };
  },
});

interface Asking {
  readonly endpoint: AppEndpoint;
  readonly coding: ChatRun['coding'];
  readonly intent: Intent;
}

async function asked(io: Io, { endpoint, coding, intent }: Asking, signal: AbortSignal): Promise<TimedChatAnswer> {
  const { hostname, origin } = new URL(endpoint.url);
  const page = intent.approvedOrigins?.find((one) => one !== '*') ?? (intent.canonicalHost === undefined ? origin : `https://${intent.canonicalHost}`);
  const credentials = sessionHeaders(io, intent, hostname);
  const isApi = intent.hosts.some(({ name, purpose }) => name === hostname && purpose === 'api');
  const question = {
    endpoint,
    message: MESSAGE,
    token: nonce(io),
    coding,
    origin: isApi ? page : origin,
    timeoutMs: ONE_ANSWER_MS,
    ...(credentials && { credentials }),
  };
  const answer = await askChat(io, question, signal);
  const { exchange } = answer;
  const foreign = recogniseAnswer({ status: exchange.status, headers: exchange.headers, body: bodyText(exchange) });
  if (foreign?.kind === 'challenge') throw new CouldNotLook('challenged', `a bot check (${foreign.by}) answers instead of the chat: ${foreign.sign}`);
  if (exchange.status === 401 || exchange.status === 403) {
    throw new CouldNotLook('no-credential', `the chat answers ${exchange.status}: put a session of this host into the config (sessions)`);
  }
  if (exchange.status >= 300 && exchange.status < 500)
    throw new CouldNotLook('malformed', `the chat does not take our question (${exchange.status}): put a body that it takes into the config (chat.body)`);
  return answer;
}

function runFacts(coding: ChatRun['coding'], answer: TimedChatAnswer): ChatRun {
  const { exchange, pieces } = answer;
  const text = (name: string, cap: number) => {
    const value = headerOf(exchange, name);
    return value === undefined ? null : quote(value, cap);
  };
  const ms = (value: number | undefined) => (value === undefined ? null : Math.round(value));
  const unpacked = headerOf(exchange, 'content-encoding')?.trim().toLowerCase() ?? '';
  return {
    coding,
    status: exchange.status,
    contentType: text('content-type', 100),
    contentEncoding: /^[\w-]{1,20}$/.test(unpacked) && unpacked !== 'identity' ? unpacked : null,
    cacheControl: text('cache-control', 200),
    accelBuffering: text('x-accel-buffering', 20),
    form: answer.form,
    pieces: pieces.filter((piece) => piece.text.trim() !== '').length,
    bytes: exchange.body.length,
    wireBytes: exchange.wireBytes,
    characters: pieces.reduce((sum, piece) => sum + piece.text.length, 0),
    firstBytesMs: ms(answer.firstBytesMs),
    firstTextMs: ms(answer.firstTextMs),
    lastBytesMs: ms(answer.lastBytesMs),
    bursts: answer.bursts,
    largestGapMs: Math.round(answer.largestGapMs),
    heartbeats: answer.heartbeats,
    failed: answer.failed,
    cut: exchange.cut ?? null,
  };
}
