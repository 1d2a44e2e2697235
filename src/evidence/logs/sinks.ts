import { defineEvidence } from '../../model/evidence.ts';
import { LOG_KINDS } from '../../model/intent.ts';
import { CANARIES, CANARY_FORMS, LOG_FIND_KINDS } from '../../model/log-terms.ts';
import { bool, digest, instant, int, list, masked, name, nullable, object, oneOf, quoted, type TypeOf } from '../../model/schema.ts';

const find = object({
  kind: oneOf(...LOG_FIND_KINDS),
  /** Name of the key, format of the secret, country, state of a token. */
  what: quoted(60),
  sure: bool,
  times: int,
  lines: int,
  examples: list(object({ line: int, masked }), 3),
});

const sink = object({
  name,
  kind: oneOf(...LOG_KINDS),
  from: oneOf('file', 'command', 'journal', 'github', 'stdin'),
  lines: int,
  bytes: int,
  /** Lines that begin an entry. */
  entries: int,
  structured: int,
  withRequestId: int,
  requests: int,
  failedRequests: int,
  errors: int,
  /** 1 when the words of a start or deploy were seen. */
  starts: int,
  cutLines: int,
  finds: list(find, 400),
  /** Keys and own values that stand in it, once each, where the first time. */
  values: list(object({ fingerprint: digest, masked, line: int, /** Kind of key; null for what only its variable tells. */ format: nullable(name) }), 200),
  /** What was planted and came back; null when nothing was planted for this environment. */
  canaries: nullable(
    object({
      plantedAt: instant,
      /** Sent by us, a failing request among them; otherwise by a person. */
      wasSent: bool,
      /** The harmless marker of the same requests is in this log. */
      markerSeen: bool,
      /** So is the id of one of them, ours or the one that the app gave it. */
      requestIdSeen: bool,
      hits: list(object({ canary: oneOf(...CANARIES), form: oneOf(...CANARY_FORMS), line: int, times: int }), 200),
    }),
  ),
});

const schema = object({
  sinks: list(sink, 100),
  /** Logs that are named and could not be read. */
  unread: list(object({ name, reason: quoted() }), 100),
});
export type LogSinks = TypeOf<typeof schema>;
export type LogSink = LogSinks['sinks'][number];
export type LogSinkFind = LogSink['finds'][number];

/** The logs that the owner named: their form, and what stands in them that should not, counted and masked. Part `unread`: logs that could not be read. */
export const logSinks = defineEvidence<LogSinks>({ id: 'logs/sinks', version: 2, about: 'project', grade: 'observed', schema });
