import { defineEvidence } from '../../model/evidence.ts';
import { bool, int, list, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const run = object({
  /** What we said we can unpack. */
  coding: oneOf('identity', 'gzip', 'br'),
  status: int,
  contentType: nullable(quoted(100)),
  contentEncoding: nullable(name),
  cacheControl: nullable(quoted(200)),
  accelBuffering: nullable(quoted(20)),
  form: oneOf('events', 'lines', 'text', 'document', 'page', 'empty'),
  /** Parts with text in them; of plain text and of a document there is one. */
  pieces: int,
  /** Of the answer, its coding undone, and on the wire. */
  bytes: int,
  wireBytes: int,
  /** Of the text that is shown. */
  characters: int,
  /** Milliseconds from when the request was sent; none when nothing came. */
  firstBytesMs: nullable(int),
  /** None when the coding hides where pieces end. */
  firstTextMs: nullable(int),
  lastBytesMs: nullable(int),
  /** Separate moments at which something came. */
  bursts: int,
  largestGapMs: int,
  heartbeats: int,
  /** The answer says itself that it ended by an error. */
  failed: bool,
  /** Why it is not whole; none when it is. */
  cut: nullable(oneOf('size', 'malformed', 'ended-early', 'time')),
});
export type ChatRun = TypeOf<typeof run>;

const schema = object({ chats: list(object({ url: quoted(300), runs: list(run, 3) }), 2) });
export type ChatStream = TypeOf<typeof schema>;

/** Runs of version 1 did not weigh the answers. */
const upgrade = (old: unknown): ChatStream => ({
  chats: (old as ChatStream).chats.map(({ runs, ...chat }) => ({ ...chat, runs: runs.map((one) => ({ ...one, bytes: 0, wireBytes: 0, characters: 0 })) })),
});

/** One short question to each declared chat endpoint, in each coding, and when which part of the answer came. Needs active consent. Limit: `runs`. */
export const chatStream = defineEvidence<ChatStream>({ id: 'edge/chat-stream', version: 2, about: 'host', grade: 'proven', schema, upgrade });
