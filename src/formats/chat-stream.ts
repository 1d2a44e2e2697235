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
  /** Parts that were meant to be shown one after the other, in order; of plain text and documents there is one. */
  readonly pieces: readonly ChatPiece[];
  /** Comments of an event stream, which keep a connection alive. */
  readonly heartbeats: number;
  /** It says itself that it ended by an error. */
  readonly failed: boolean;
}

const MOST_PIECES = 5000;
/** Where chat interfaces keep the text of a piece; `delta` and `message` may hold it or an object with it. */
const TEXT_KEYS = ['text', 'content', 'delta', 'token', 'textDelta', 'response', 'answer', 'message', 'output_text', 'completion', 'value'] as const;

/** Reads the body of a chat answer as far as it came. Never throws. */
export function readChatAnswer(body: string, contentType: string): ChatAnswer {
  if (body.trim() === '') return { form: 'empty', pieces: [], heartbeats: 0, failed: false };
  if (/event-stream/i.test(contentType) || /^(?::|data:|event:|id:|retry:)/.test(body)) return readEvents(body);
  if (/^\s*<(!doctype|html)/i.test(body) || /text\/html/i.test(contentType)) return whole('page', body);
  const lines = readLines(body);
  if (lines) return lines;
  const document = parseJson(body);
  if (document === undefined) return whole('text', body);
  return { form: 'document', pieces: [{ text: textIn(document), end: body.length }], heartbeats: 0, failed: isError(document) };
}

function whole(form: ChatForm, body: string): ChatAnswer {
  return { form, pieces: [{ text: body, end: body.length }], heartbeats: 0, failed: false };
}

/** WHATWG HTML §9.2.6: events end with an empty line; lines with a colon in front are comments. */
function readEvents(body: string): ChatAnswer {
  const pieces: ChatPiece[] = [];
  let heartbeats = 0;
  let failed = false;
  const ends = /\r\n\r\n|\n\n|\r\r|$/g;
  for (let start = 0; start < body.length && pieces.length < MOST_PIECES; ) {
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
    if (data.length === 0) continue;
    const text = data.join('\n');
    failed ||= /^(error|failed)$/i.test(name) || isError(parseJson(text));
    pieces.push({ text: shownText(text), end: Math.min(start, body.length) });
  }
  return { form: 'events', pieces, heartbeats, failed };
}

/** At least two lines, each of them JSON, or `digit:JSON` as the AI SDK writes. */
function readLines(body: string): ChatAnswer | undefined {
  const lines = [...body.matchAll(/[^\r\n]+/g)].slice(0, MOST_PIECES);
  const whole = body.endsWith('\n') ? lines : lines.slice(0, -1);
  const values = whole.map((line) => parseJson(line[0].replace(/^[0-9a-z]:(?=["[{])/, '')));
  if (values.length < 2 || values.some((value) => value === undefined)) return undefined;
  const pieces = whole.map((line, at) => ({ text: textIn(values[at]), end: line.index + line[0].length }));
  return { form: 'lines', pieces, heartbeats: 0, failed: values.some(isError) };
}

function shownText(data: string): string {
  if (data.trim() === '' || data.trim() === '[DONE]') return '';
  const value = parseJson(data);
  return value === undefined ? data : textIn(value);
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

function isError(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'error' in value && Boolean(value.error);
}
