import { isNamedPhone } from '../personal-data/phone.ts';
import { nationalIdCountry } from '../personal-data/national-ids.ts';
import type { FindTally } from './find-tally.ts';
import type { Key } from './keys.ts';
import type { LineState } from './line-judge.ts';
import { textOf } from './text-of.ts';
import { isTakenOut, looksLikeToken, looksLikeWriting, readValue } from './values.ts';

/** What the judges know beside the line. */
export interface JudgeState extends LineState {
  /** Lines of the block on which a named secret was found; patterns need not say it again. */
  readonly named: Set<number>;
  /** The last characters before the block. */
  before: string;
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

/** False: the value tells nothing, whatever stands around it. Then it is not asked again for the same value behind the same name. */
type Judge = (place: KeyPlace, state: JudgeState, tally: FindTally) => boolean;
type Judged = Exclude<Key['kind'], 'none' | 'card' | 'ip' | 'request-id' | 'maybe-request-id' | 'status' | 'level'>;

const JUDGES: Readonly<Record<Judged, Judge>> = {
  'auth-header': header,
  password,
  token,
  prompt: (place, state, tally) => writing(place, state, tally, () => true),
  content: (place, state, tally) => writing(place, state, tally, () => /"role\\?"\s*:\s*\\?"|gen_ai|role: '/.test(before(place, 60))),
  // Most loggers call their own text so; in the body of a request it is what somebody wrote.
  message: (place, state, tally) => writing(place, state, tally, isInRequestBody),
  'person-name'({ bytes, at, key }, state, tally) {
    const { text, quoted } = readValue(bytes, at + 1, false);
    if (!quoted || !/^\p{Lu}/u.test(text) || isTakenOut(text)) return false;
    tally.add('name', key.text, text, state.line);
    return true;
  },
  'maybe-name'(place, state, tally) {
    const { text, quoted } = readValue(place.bytes, place.at + 1, false);
    if (!quoted || !/^[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z'-]+$/.test(text)) return false;
    if (/(?:user|customer|contact|lead|client|patient|employee)\\?"?\s*[:=]\s*\{[^}]*$/i.test(before(place, 120))) tally.add('name', 'name', text, state.line);
    return true;
  },
  phone({ bytes, at }, state, tally) {
    const { text, quoted } = readValue(bytes, at + 1, false);
    // International numbers are found by their shape.
    if (text.startsWith('+') || !(quoted || /^\d{9,}$/.test(text)) || !isNamedPhone(text)) return false;
    tally.add('phone', 'national', text, state.line);
    return true;
  },
  'national-id'({ bytes, at }, state, tally) {
    const { text } = readValue(bytes, at + 1, false);
    const country = nationalIdCountry(text);
    // With dashes it is found by its shape.
    if (country === undefined || /^\d{3}-\d{2}-\d{4}$/.test(text)) return false;
    tally.add('national-id', country, text, state.line);
    return true;
  },
  environment({ bytes, at, key }, state, tally) {
    const { text } = readValue(bytes, at + 1, false);
    if (text === '' || isTakenOut(text)) return false;
    state.environment.set(key.text, state.line);
    const near = [...state.environment.values()].filter((line) => state.line - line < NEAR_LINES).length;
    if (near < LEAST_VARIABLES) return true;
    tally.add('env-dump', 'environment', text, state.line);
    state.environment.clear();
    return true;
  },
};
const NEAR_LINES = 80;
const LEAST_VARIABLES = 4;

/** Judges the value behind a known name; what is found goes into the tally. False: the same value behind the same name will never tell anything. */
export function judgeKey(place: KeyPlace, state: JudgeState, tally: FindTally): boolean {
  return JUDGES[place.key.kind as Judged](place, state, tally);
}

/** Whether the level behind the separator is one of an error. */
export function isErrorLevel(bytes: Uint8Array, at: number): boolean {
  return /^(?:error|err|fatal|critical|crit|alert|emerg|emergency)$/i.test(readValue(bytes, at + 1, false).text);
}

/** A header that carries a key or session. Beside an error it came out of the error object of a client. */
function header(place: KeyPlace, state: JudgeState, tally: FindTally): boolean {
  const { text } = readValue(place.bytes, place.at + 1, true);
  const value = text.replace(/^(?:bearer|basic|token|apikey|digest)\s+/i, '');
  const isCookie = place.key.text.includes('cookie');
  const opens = isCookie ? /[\w-]+=[^;\s]{12,}/.test(value) && !/=(?:\[?redacted|\*{3}|deleted)/i.test(value) : looksLikeToken(value.split(/[\s,;]/)[0] ?? '');
  if (!opens || isTakenOut(value)) return false;
  state.named.add(state.line);
  const inError = !isCookie && /Error\b|"err(?:or)?\\?"\s*:|config\\?"?:\s*\{|"config\\?"/.test(`${state.before}${before(place, LOOK_BACK)}`.slice(-LOOK_BACK));
  tally.add(inError ? 'error-headers' : 'auth-header', place.key.text, value, state.line);
  return true;
}

/** A field of a body beside the headers of its request: `{"body":"{\"password\":\"…\"}","headers":{"host":…`. Answers, with their errors, have no such headers. */
function isInRequestBody(place: KeyPlace): boolean {
  const { bytes, at } = place;
  if (!/"body\\?"\s?:\s?\\?"?\{[^{}]*$/i.test(before(place, 400))) return false;
  const [after] = textOf(bytes, at, at + 6000).split('\n', 1);
  return /^[^{}]*\}\\?"?\s?,\s?\\?"headers\\?"\s?:\s?\{[^{}]*"(?:host|user-agent)\\?"/i.test(after ?? '');
}

function password(place: KeyPlace, state: JudgeState, tally: FindTally): boolean {
  const { bytes, at, key } = place;
  const { text, quoted } = readValue(bytes, at + 1, false);
  // `password: too short` is a sentence.
  const isProse = !quoted && (bytes[at] === 58 || bytes[at + 1] === 32);
  if (isProse || isTakenOut(text) || /^[/$%{]|\s{2}/.test(text)) return false;
  // Three words are what is wrong with a password, or a good one.
  if (/^\w+(?: \w+){2,}/.test(text) && !isInRequestBody(place)) return true;
  state.named.add(state.line);
  tally.add('password', key.text, text, state.line);
  return true;
}

function token({ bytes, at, key, begin }: KeyPlace, state: JudgeState, tally: FindTally): boolean {
  const { text } = readValue(bytes, at + 1, false);
  const lead = bytes[begin - 1];
  const inUrl = bytes[at] === 61 && (lead === 63 || lead === 38);
  if (!looksLikeToken(text) || isTakenOut(text) || /^https?:/.test(text)) return false;
  state.named.add(state.line);
  tally.add(inUrl ? 'url-token' : 'token-field', key.text, text, state.line);
  return true;
}

/** Text that a person wrote, where it `stands` among other such. */
function writing(place: KeyPlace, state: JudgeState, tally: FindTally, stands: (place: KeyPlace) => boolean): boolean {
  const { text, quoted } = readValue(place.bytes, place.at + 1, false);
  if (!quoted || !looksLikeWriting(text)) return false;
  if (stands(place)) tally.add('prompt', place.key.text, text, state.line);
  return true;
}
