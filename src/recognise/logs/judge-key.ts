import { isNamedPhone } from '../personal-data/phone.ts';
import { nationalIdCountry } from '../personal-data/national-ids.ts';
import type { FindTally } from './find-tally.ts';
import type { Key } from './keys.ts';
import { textOf } from './text-of.ts';
import { isTakenOut, looksLikeToken, looksLikeWriting, readValue } from './values.ts';

/** What is known of the line that is read. */
export interface LineState {
  line: number;
  lineStart: number;
  hasRequestId: boolean;
  isStructured: boolean;
  isError: boolean;
  /** Lines of the block on which a named secret was found; patterns need not say it again. */
  readonly named: Set<number>;
  /** The last characters before the block. */
  before: string;
  requests: number;
  failed: number;
  /** Where variables of the system were printed last, by name. */
  readonly environment: Map<string, number>;
}
export interface KeyPlace {
  readonly bytes: Uint8Array;
  /** The separator. */
  readonly at: number;
  readonly key: Key;
  readonly begin: number;
}

const before = ({ bytes, begin }: KeyPlace, count: number): string => textOf(bytes, begin - count, begin);
/** Most characters that are looked back over, also into the block before. */
export const LOOK_BACK = 900;

type Judge = (place: KeyPlace, state: LineState, tally: FindTally) => void;

const JUDGES: Readonly<Record<Exclude<Key['kind'], 'none'>, Judge>> = {
  'auth-header': header,
  password,
  token,
  prompt: (place, state, tally) => writing(place, state, tally),
  content(place, state, tally) {
    if (/"role\\?"\s*:\s*\\?"|gen_ai|role: '/.test(before(place, 60))) writing(place, state, tally);
  },
  // Most loggers call their own text so; in the body of a request it is what somebody wrote.
  message(place, state, tally) {
    if (isInRequestBody(place)) writing(place, state, tally);
  },
  'person-name'({ bytes, at, key }, state, tally) {
    const { text, quoted } = readValue(bytes, at + 1, false);
    if (quoted && /^\p{Lu}/u.test(text) && !isTakenOut(text)) tally.add('name', key.text, text, state.line);
  },
  'maybe-name'(place, state, tally) {
    const { text, quoted } = readValue(place.bytes, place.at + 1, false);
    if (
      quoted &&
      /^[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z'-]+$/.test(text) &&
      /(?:user|customer|contact|lead|client|patient|employee)\\?"?\s*[:=]\s*\{[^}]*$/i.test(before(place, 120))
    )
      tally.add('name', 'name', text, state.line);
  },
  phone({ bytes, at }, state, tally) {
    const { text, quoted } = readValue(bytes, at + 1, false);
    // International numbers are found by their shape.
    if (!text.startsWith('+') && (quoted || /^\d{9,}$/.test(text)) && isNamedPhone(text)) tally.add('phone', 'national', text, state.line);
  },
  'national-id'({ bytes, at }, state, tally) {
    const { text } = readValue(bytes, at + 1, false);
    const country = nationalIdCountry(text);
    // With dashes it is found by its shape.
    if (country !== undefined && !/^\d{3}-\d{2}-\d{4}$/.test(text)) tally.add('national-id', country, text, state.line);
  },
  // The number itself is found by its shape; the name on the line makes it sure.
  card: () => undefined,
  ip: () => undefined,
  'request-id'({ bytes, at, key }, state) {
    const from = valueStart(bytes, at);
    const isWord = (offset: number): boolean => /[\w:.+/=-]/.test(String.fromCharCode(bytes[from + offset] ?? 0));
    // null, undefined, "-" and nothing are no id.
    if (bytes[from] === 110 || bytes[from] === 117 || !isWord(0) || (bytes[from] === 45 && !isWord(1))) return;
    if (!key.whole || isWord(5)) state.hasRequestId = true;
  },
  'maybe-request-id'({ bytes, begin }, state) {
    // pino-http: "req":{"id":…
    if (bytes[begin - 2] === 123 && bytes[begin - 3] === 58 && bytes[begin - 5] === 113 && bytes[begin - 7] === 114) state.hasRequestId = true;
  },
  status({ bytes, at }, state) {
    const first = bytes[at + 1] === 32 || bytes[at + 1] === 34 ? at + 2 : at + 1;
    const isNumber = [0, 1, 2].every((offset) => isDigit(bytes[first + offset])) && !isDigit(bytes[first + 3]);
    const status = bytes[first] as number;
    if (!isNumber || status < 49 || status > 53) return;
    state.requests++;
    if (status >= 52) state.failed++;
  },
  level({ bytes, at }, state) {
    if (bytes[at] === 61) state.isStructured = true;
    const from = valueStart(bytes, at);
    // 50 and 60 of pino, or the word.
    const first = (bytes[from] as number) | 32;
    if (isDigit(bytes[from])) state.isError ||= (bytes[from] === 53 || bytes[from] === 54) && bytes[from + 1] === 48 && !isDigit(bytes[from + 2]);
    else if (first === 101 || first === 102 || first === 99 || first === 97)
      state.isError ||= /^(?:error|err|fatal|critical|crit|alert|emerg|emergency)$/i.test(readValue(bytes, at + 1, false).text);
  },
  environment({ bytes, at, key, begin }, state, tally) {
    if (!isUpper(bytes[begin])) return;
    const { text } = readValue(bytes, at + 1, false);
    if (text === '' || isTakenOut(text)) return;
    state.environment.set(key.text, state.line);
    const near = [...state.environment.values()].filter((line) => state.line - line < NEAR_LINES).length;
    if (near < LEAST_VARIABLES) return;
    tally.add('env-dump', 'environment', text, state.line);
    state.environment.clear();
  },
};
const NEAR_LINES = 80;
const LEAST_VARIABLES = 4;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
/** First byte of a value, behind a space and a quote. */
function valueStart(bytes: Uint8Array, at: number): number {
  let from = at + 1;
  if (bytes[from] === 32) from++;
  if (bytes[from] === 92) from++;
  return bytes[from] === 34 || bytes[from] === 39 ? from + 1 : from;
}
const isUpper = (byte: number | undefined): boolean => byte !== undefined && byte >= 65 && byte <= 90;

/** Judges the value behind a known name; what is found goes into the tally, what it says about the line into the state. */
export function judgeKey(place: KeyPlace, state: LineState, tally: FindTally): void {
  const { kind } = place.key;
  if (kind !== 'none') JUDGES[kind](place, state, tally);
}

/** A header that carries a key or session. Beside an error it came out of the error object of a client. */
function header(place: KeyPlace, state: LineState, tally: FindTally): void {
  const { text } = readValue(place.bytes, place.at + 1, true);
  const value = text.replace(/^(?:bearer|basic|token|apikey|digest)\s+/i, '');
  const isCookie = place.key.text.includes('cookie');
  const opens = isCookie ? /[\w-]+=[^;\s]{12,}/.test(value) && !/=(?:\[?redacted|\*{3}|deleted)/i.test(value) : looksLikeToken(value.split(/[\s,;]/)[0] ?? '');
  if (!opens || isTakenOut(value)) return;
  state.named.add(state.line);
  const inError =
    !isCookie && /\b\w*Error\b|"err(?:or)?\\?"\s*:|config\\?"?:\s*\{|"config\\?"/.test(`${state.before}${before(place, LOOK_BACK)}`.slice(-LOOK_BACK));
  tally.add(inError ? 'error-headers' : 'auth-header', place.key.text, value, state.line);
}

/** A field of a body beside the headers of its request: `{"body":"{\"password\":\"…\"}","headers":{"host":…`. Answers, with their errors, have no such headers. */
function isInRequestBody(place: KeyPlace): boolean {
  const { bytes, at } = place;
  if (!/"body\\?"\s?:\s?\\?"?\{[^{}]*$/i.test(before(place, 400))) return false;
  const [after] = textOf(bytes, at, at + 6000).split('\n', 1);
  return /^[^{}]*\}\\?"?\s?,\s?\\?"headers\\?"\s?:\s?\{[^{}]*"(?:host|user-agent)\\?"/i.test(after ?? '');
}

function password(place: KeyPlace, state: LineState, tally: FindTally): void {
  const { bytes, at, key } = place;
  const { text, quoted } = readValue(bytes, at + 1, false);
  // `password: too short` is a sentence.
  const isProse = !quoted && (bytes[at] === 58 || bytes[at + 1] === 32);
  if (isProse || isTakenOut(text) || /^[/$%{]|\s{2}/.test(text)) return;
  // Three words are what is wrong with a password, or a good one.
  if (/^\w+(?: \w+){2,}/.test(text) && !isInRequestBody(place)) return;
  state.named.add(state.line);
  tally.add('password', key.text, text, state.line);
}

function token({ bytes, at, key, begin }: KeyPlace, state: LineState, tally: FindTally): void {
  const { text } = readValue(bytes, at + 1, false);
  const lead = bytes[begin - 1];
  const inUrl = bytes[at] === 61 && (lead === 63 || lead === 38);
  if (!looksLikeToken(text) || isTakenOut(text) || /^https?:/.test(text)) return;
  state.named.add(state.line);
  tally.add(inUrl ? 'url-token' : 'token-field', key.text, text, state.line);
}

function writing({ bytes, at, key }: KeyPlace, state: LineState, tally: FindTally): void {
  const { text, quoted } = readValue(bytes, at + 1, false);
  if (quoted && looksLikeWriting(text)) tally.add('prompt', key.text, text, state.line);
}
