import { type ChatPart, readAiSdk4, readDialect } from './chat-dialect.ts';

/** How a chat answer is written: server-sent events, JSON by lines, the line protocol of the AI SDK, plain text, or one JSON document. */
export type ChatForm = 'events' | 'lines' | 'text' | 'document' | 'page' | 'empty';

export interface ChatPiece {
  /** The text of the answer in it; empty for a comment, an opening or a closing. */
  readonly text: string;
  /** Characters of the body up to its end. */
  readonly end: number;
}
export interface ChatAnswer {
  readonly form: ChatForm;
  /** The way in which it is written, see `CHAT_DIALECTS`; none for one of its own. */
  readonly dialect: string | undefined;
  /** Parts that were meant to be shown one after the other, in order; of plain text and documents there is one. */
  readonly pieces: readonly ChatPiece[];
  /** What the user has before them in the end. */
  readonly text: string;
  /** All text that was sent, also what was replaced, thought, or handed to and from tools. */
  readonly wire: string;
  /** Names of the tools that were called. */
  readonly tools: readonly string[];
  /** Why it ended, as it says itself. */
  readonly finish: string | undefined;
  /** Comments of an event stream, which keep a connection alive. */
  readonly heartbeats: number;
  /** It says itself that it ended by an error. */
  readonly failed: boolean;
  /** What it says about the error. */
  readonly error: string | undefined;
}

const MOST_PIECES = 5000;
const MOST_WIRE = 1_000_000;
/** Where chat interfaces keep the text of a piece; `delta` and `message` may hold it or an object with it. */
const TEXT_KEYS = ['text', 'content', 'delta', 'token', 'textDelta', 'response', 'answer', 'message', 'output_text', 'completion', 'value'] as const;

/** Reads the body of a chat answer as far as it came. Never throws. */
export function readChatAnswer(body: string, contentType: string): ChatAnswer {
  if (body.trim() === '') return gathered('empty', []);
  if (/event-stream/i.test(contentType) || /^(?::|data:|event:|id:|retry:|message:\s*\ndata:)/.test(body)) return readEvents(body);
  if (/^\s*<(!doctype|html)/i.test(body) || /text\/html/i.test(contentType)) return whole('page', body);
  const lines = readLines(body);
  if (lines) return lines;
  const document = parseJson(body);
  return document === undefined ? whole('text', body) : gathered('document', [{ ...partOf(document, ''), end: body.length }]);
}

type Read = ChatPart & { readonly dialect?: string; readonly end: number };

function whole(form: ChatForm, body: string): ChatAnswer {
  return gathered(form, [{ text: body, end: body.length }]);
}

/** Puts the parts together: what is replaced is gone, what is repeated is not said twice. */
function gathered(form: ChatForm, parts: readonly Read[], heartbeats = 0): ChatAnswer {
  const pieces: ChatPiece[] = [];
  const wire: string[] = [];
  let [text, length] = ['', 0];
  for (const part of parts) {
    const said = part.repeats && text.trim() !== '' ? '' : (part.text ?? '');
    text = part.replaces ? said : text + said;
    pieces.push({ text: said, end: part.end });
    const sent = said + (part.wire ?? '') + (part.error ?? '');
    if ((length += sent.length) <= MOST_WIRE) wire.push(sent);
  }
  const last = <K extends 'finish' | 'error' | 'dialect'>(key: K): Read[K] | undefined => parts.findLast((part) => part[key] !== undefined)?.[key];
  const tools = [...new Set(parts.flatMap(({ tool }) => (tool ? [tool] : [])))].slice(0, 50);
  const error = last('error');
  return { form, dialect: last('dialect'), pieces, text, wire: wire.join(''), tools, finish: last('finish'), heartbeats, failed: error !== undefined, error };
}

/** WHATWG HTML §9.2.6: events end with an empty line; lines with a colon in front are comments. */
function readEvents(body: string): ChatAnswer {
  const parts: Read[] = [];
  let heartbeats = 0;
  const ends = /\r\n\r\n|\n\n|\r\r|$/g;
  for (let start = 0; start < body.length && parts.length < MOST_PIECES; ) {
    ends.lastIndex = start;
    const match = ends.exec(body);
    const stop = match ? match.index : body.length;
    const lines = body.slice(start, stop).split(/\r\n|\n|\r/);
    start = stop + Math.max(1, match?.[0].length ?? 0);
    if (lines.some((line) => line.startsWith(':'))) heartbeats++;
    const name =
      lines
        .find((line) => line.startsWith('event:'))
        ?.slice(6)
        .trim() ?? '';
    const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).replace(/^ /, ''));
    if (data.length > 0) parts.push({ ...eventPart(data.join('\n'), name), end: Math.min(start, body.length) });
  }
  return gathered('events', parts, heartbeats);
}

function eventPart(data: string, event: string): ChatPart & { readonly dialect?: string } {
  if (data.trim() === '' || data.trim() === '[DONE]') return {};
  const value = parseJson(data);
  const part = value === undefined ? { text: data } : partOf(value, event);
  if (!/^(?:error|failed)$/i.test(event) || part.error !== undefined) return part;
  const { text = '', ...rest } = part;
  return { ...rest, error: text || 'no reason given' };
}

/** At least two lines, each of them JSON, or `digit:JSON` as the AI SDK writes. */
function readLines(body: string): ChatAnswer | undefined {
  const lines = [...body.matchAll(/[^\r\n]+/g)].slice(0, MOST_PIECES).filter((line) => line[0].trim() !== '');
  const full = /\s$/.test(body) ? lines : lines.slice(0, -1);
  const read = full.map((line) => {
    const [, code, rest = ''] = /^(?:([0-9a-z]):(?=["[{]))?(.*)$/s.exec(line[0]) ?? [];
    const value = parseJson(rest);
    return {
      value,
      part: { ...(code === undefined ? partOf(value, '') : { dialect: 'ai-sdk-4', ...readAiSdk4(code, value) }), end: line.index + line[0].length },
    };
  });
  if (read.length < 2 || read.some(({ value }) => value === undefined)) return undefined;
  return gathered(
    'lines',
    read.map(({ part }) => part),
  );
}

/** In one of the known ways, or by the names under which text usually stands. */
function partOf(value: unknown, event: string): ChatPart & { readonly dialect?: string } {
  const known = readDialect(value, event);
  if (known) return known;
  const error = errorIn(value);
  return { text: textIn(value), ...(error !== undefined && { error }) };
}

function parseJson(text: string): unknown {
  if (!/^\s*["[{\d]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 4) return '';
  const object = value as Readonly<Record<string, unknown>>;
  if (Array.isArray(value))
    return value
      .slice(0, 20)
      .map((item) => textIn(item, depth + 1))
      .join('');
  for (const key of [...TEXT_KEYS, 'choices', 'candidates', 'parts']) {
    const text = key in object ? textIn(object[key], depth + 1) : '';
    if (text !== '') return text;
  }
  return '';
}

function errorIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value) || !value.error) return undefined;
  return textIn(value.error) || 'no reason given';
}
