import { Buffer } from 'node:buffer';
import { type ChatAnswer, readChatAnswer } from '../../formats/chat-stream.ts';
import type { AppEndpoint } from '../../model/intent.ts';
import type { Io } from '../../ports/io.ts';
import { type Arrival, type Exchange, get } from '../http.ts';

/** A body for chats of which the config gives none; the two usual shapes in one. */
const USUAL_BODY = '{"message":"{message}","messages":[{"role":"user","content":"{message}"}]}';
const MOST_BYTES = 500_000;

export interface ChatQuestion {
  readonly endpoint: AppEndpoint;
  /** Replaces `{message}`; quotes, braces and line ends must not be in it. */
  readonly message: string;
  /** Replaces `{token}`. */
  readonly token: string;
  /** What the client says it can unpack. */
  readonly coding: 'identity' | 'gzip' | 'br';
  /** The page from whose origin the question comes. */
  readonly origin: string;
  /** A session. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}
/** One answer of a chat with its times, in milliseconds from when the request was sent over the open connection. Raw outside text. */
export interface TimedChatAnswer extends ChatAnswer {
  readonly exchange: Exchange;
  /** First part of the body that came, whatever it was. */
  readonly firstBytesMs: number | undefined;
  /** First piece with text in it; none when the coding hides where pieces end. */
  readonly firstTextMs: number | undefined;
  readonly lastBytesMs: number | undefined;
  /** Separate moments at which something came. */
  readonly bursts: number;
  readonly largestGapMs: number;
}

/** Parts that come closer together than this came at one moment: packets of one write. */
const ONE_MOMENT_MS = 10;

/** Asks a chat one question the way a browser does and notes when which part of the answer came. Rejects as `get` does. */
export async function askChat(io: Io, question: ChatQuestion, signal: AbortSignal): Promise<TimedChatAnswer> {
  const { endpoint, coding, origin } = question;
  const text = (endpoint.body?.text ?? USUAL_BODY).replaceAll('{message}', sent(question, question.message)).replaceAll('{token}', question.token);
  const exchange = await get(
    io,
    {
      url: endpoint.url,
      method: 'POST',
      content: { type: endpoint.body?.type ?? 'application/json', bytes: Buffer.from(text.replaceAll('{address}', 'launch-ready@example.com')) },
      headers: {
        accept: 'text/event-stream, application/x-ndjson, application/json, */*',
        'accept-encoding': coding,
        'accept-language': 'en',
        'cache-control': 'no-cache',
        origin,
        'sec-fetch-mode': 'cors',
        'sec-fetch-dest': 'empty',
        ...endpoint.headers,
      },
      ...(question.credentials && { credentials: question.credentials }),
      mostBytes: MOST_BYTES,
      timeoutMs: question.timeoutMs,
      timed: true,
    },
    signal,
  );
  const body = new TextDecoder().decode(exchange.body);
  const answer = readChatAnswer(body, exchange.headers.find(({ name }) => name === 'content-type')?.value ?? '');
  return { ...answer, exchange, ...timesOf(exchange, answer, body) };
}

/** Form bodies are escaped already, all but what replaces their placeholders. */
function sent({ endpoint }: ChatQuestion, message: string): string {
  return endpoint.body?.type === 'application/x-www-form-urlencoded' ? encodeURIComponent(message) : message;
}

function timesOf({ arrivals: noted = [], timings, wireBytes, body: bytes }: Exchange, { pieces }: ChatAnswer, body: string) {
  const sentMs = timings.tlsMs ?? timings.connectMs;
  const arrivals = noted.map((one) => ({ ...one, atMs: one.atMs - sentMs }));
  const first = pieces.find(({ text }) => text.trim() !== '');
  const plain = wireBytes === bytes.length;
  const end = first && Buffer.byteLength(body.slice(0, first.end));
  const gaps = arrivals.slice(1).map(({ atMs }, at) => atMs - (arrivals[at]?.atMs ?? 0));
  return {
    firstBytesMs: arrivals[0]?.atMs,
    firstTextMs: plain && end !== undefined ? arrivals.find((one: Arrival) => one.bytes >= end)?.atMs : undefined,
    lastBytesMs: arrivals.at(-1)?.atMs,
    bursts: arrivals.length === 0 ? 0 : 1 + gaps.filter((gap) => gap > ONE_MOMENT_MS).length,
    largestGapMs: Math.max(0, ...gaps),
  };
}
