import { Buffer } from 'node:buffer';
import { anchorsIn } from './anchors.ts';
import { type Key, keyBefore, keyBegin } from './keys.ts';
import { type LineCounts, type LineJudge, type LinePass, type LineState, MOST_PLAIN, type NumberForm } from './line-judge.ts';
import { dotted, WORD } from './numbers.ts';

const [NEWLINE, PERCENT, PLUS, COLON, EQUALS, AT, CAPITAL_J] = [10, 37, 43, 58, 61, 64, 74] as const;

/** The pass in plain JavaScript, for machines that forbid WebAssembly: slower, and finds exactly what line-pass.wat finds. */
export class JsLinePass implements LinePass {
  readonly #state: LineState;
  readonly #counts = { lines: 0, entries: 0, structured: 0, withRequestId: 0, errors: 0, requests: 0, failedRequests: 0 };
  readonly text: Uint8Array;
  #hasRequestId = false;
  #isStructured = false;
  #isError = false;
  #plain = 0;

  constructor(state: LineState, room: number) {
    this.#state = state;
    this.text = Buffer.alloc(room);
  }

  get counts(): LineCounts {
    return { ...this.#counts };
  }

  run(length: number, judge: LineJudge): void {
    const bytes = this.text.subarray(0, length);
    this.#state.lineStart = 0;
    const places = anchorsIn(bytes);
    // What was read as a whole is not read again from its middle.
    let done = -1;
    for (let index = 0; index < places.length; index++) {
      const at = places[index] as number;
      if (at <= done) continue;
      const byte = bytes[at] as number;
      if (byte === NEWLINE) this.#endLine(bytes, at, judge);
      else if (byte === COLON || byte === EQUALS) this.#separatorAt(bytes, at, judge);
      else if (byte === AT) judge.mail(at, at + 1);
      else if (byte === PERCENT) {
        if (bytes[at + 1] === 52 && bytes[at + 2] === 48) judge.mail(at, at + 3);
      } else if (byte === PLUS) {
        if (isDigit(bytes[at + 1])) done = judge.number('after-plus', at, at + 1);
      } else if (byte !== CAPITAL_J) done = this.#digitsAt(bytes, at, judge);
      else if (bytes[at - 2] === 101 && WORD[bytes[at - 3] ?? 0] === 0) done = judge.token(at);
    }
    this.#state.lineStart = 0;
  }

  #endLine(bytes: Uint8Array, end: number, judge: LineJudge): void {
    const state = this.#state;
    const counts = this.#counts;
    counts.lines++;
    const first = bytes[state.lineStart] as number;
    if (end > state.lineStart && first !== 32 && first !== 9 && first !== 125 && first !== 93 && first !== 13) {
      counts.entries++;
      const isJson = first === 123 && (bytes[end - 1] === 125 || bytes[end - 2] === 125);
      if (isJson || this.#isStructured) counts.structured++;
      else if (++this.#plain < MOST_PLAIN && !this.#isError && judge.speaksOfError(end)) this.#isError = true;
      if (this.#hasRequestId) counts.withRequestId++;
      if (this.#isError) counts.errors++;
    }
    state.line++;
    state.lineStart = end + 1;
    this.#hasRequestId = this.#isStructured = this.#isError = false;
  }

  /** A colon or equals sign: the name before it may say what the value behind it is. */
  #separatorAt(bytes: Uint8Array, at: number, judge: LineJudge): void {
    let end = at;
    const before = bytes[end - 1] as number;
    if (before === 34 || before === 39) end--;
    if (bytes[end - 1] === 92) end--;
    const key = keyBefore(bytes, end);
    if (!key) return;
    const begin = keyBegin();
    const { kind } = key;
    if (kind === 'none' || kind === 'card' || kind === 'ip') return;
    if (kind === 'request-id') this.#hasRequestId ||= hasRequestId(bytes, valueStart(bytes, at), key);
    else if (kind === 'maybe-request-id') this.#hasRequestId ||= isInRequest(bytes, begin);
    else if (kind === 'status') this.#statusAt(bytes, bytes[at + 1] === 32 || bytes[at + 1] === 34 ? at + 2 : at + 1);
    else if (kind === 'level') this.#levelAt(bytes, at, judge);
    else if (kind !== 'environment' || isUpper(bytes[begin])) judge.named(at, key, begin);
  }

  #statusAt(bytes: Uint8Array, from: number): void {
    const status = bytes[from] as number;
    if (!isDigit(bytes[from + 1]) || !isDigit(bytes[from + 2]) || isDigit(bytes[from + 3])) return;
    if (status >= 49 && status <= 53) this.#countStatus(status);
  }

  #countStatus(first: number): void {
    this.#counts.requests++;
    if (first >= 52) this.#counts.failedRequests++;
  }

  #levelAt(bytes: Uint8Array, at: number, judge: LineJudge): void {
    if (bytes[at] === EQUALS) this.#isStructured = true;
    const from = valueStart(bytes, at);
    const byte = bytes[from] as number;
    // 50 and 60 of pino, or the word.
    if (isDigit(byte)) this.#isError ||= (byte === 53 || byte === 54) && bytes[from + 1] === 48 && !isDigit(bytes[from + 2]);
    else if ('efca'.includes(String.fromCharCode(byte | 32))) this.#isError ||= judge.isErrorLevel(at);
  }

  /** Reads the number that begins at `at`; returns its last byte. */
  #digitsAt(bytes: Uint8Array, at: number, judge: LineJudge): number {
    const before = bytes[at - 1] ?? 32;
    let end = at + 1;
    while (isDigit(bytes[end])) end++;
    const ask = (form: NumberForm): number => {
      const last = judge.number(form, at, end);
      return last < 0 ? end - 1 : last;
    };
    if (WORD[before] === 1) return isUpper(before) && isUpper(bytes[at - 2]) ? ask('after-capitals') : end - 1;
    const after = bytes[end] as number;
    const digits = end - at;
    // A part of something longer, such as the end of a UUID.
    if (WORD[after] === 1 || (before === 45 && WORD[bytes[at - 2] ?? 0] === 1)) return end - 1;
    if (after === 46 && digits <= 3) {
      const found = dotted(bytes, at);
      if (found) judge.address(at);
      else while (isDigit(bytes[end]) || (bytes[end] === 46 && isDigit(bytes[end + 1]))) end++;
      return (found?.end ?? end) - 1;
    }
    if (digits === 3) {
      if (before === 32 && bytes[at - 2] === 34) this.#requestAt(bytes[at] as number);
      else if (before === 40 && after === 41) return ask('in-brackets');
      else if (after === 45) return ask('in-groups');
    } else if (digits === 4) {
      if (after === 32 || after === 45) return ask('in-groups');
    } else if (digits >= 13 && digits <= 19 && after !== 46 && before !== 46) return ask('in-one-piece');
    return end - 1;
  }

  /** The status in an access log: it follows the request in quotes. */
  #requestAt(status: number): void {
    if (status < 49 || status > 53) return;
    this.#isStructured = true;
    this.#countStatus(status);
  }
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
const isUpper = (byte: number | undefined): boolean => byte !== undefined && byte >= 65 && byte <= 90;

/** First byte of a value, behind a space and a quote. */
function valueStart(bytes: Uint8Array, at: number): number {
  let from = at + 1;
  if (bytes[from] === 32) from++;
  if (bytes[from] === 92) from++;
  return bytes[from] === 34 || bytes[from] === 39 ? from + 1 : from;
}

/** null, undefined, "-" and nothing are no id. */
function hasRequestId(bytes: Uint8Array, from: number, key: Key): boolean {
  const isWord = (offset: number): boolean => /[\w:.+/=-]/.test(String.fromCharCode(bytes[from + offset] ?? 0));
  if (bytes[from] === 110 || bytes[from] === 117 || !isWord(0) || (bytes[from] === 45 && !isWord(1))) return false;
  return !key.whole || isWord(5);
}

/** pino-http: "req":{"id":… */
function isInRequest(bytes: Uint8Array, begin: number): boolean {
  return bytes[begin - 2] === 123 && bytes[begin - 3] === 58 && bytes[begin - 5] === 113 && bytes[begin - 7] === 114;
}
