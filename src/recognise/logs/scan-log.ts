import { Buffer } from 'node:buffer';
import type { Masked } from '../../model/text.ts';
import { readJwt } from '../personal-data/jwt.ts';
import { anchorsIn } from './anchors.ts';
import { findTally, type FindTally } from './find-tally.ts';
import { keyBefore, keyBegin } from './keys.ts';
import type { LogFacts } from './log-facts.ts';
import { mailAt } from './mail-in-line.ts';
import { judgeKey, LOOK_BACK, type LineState } from './judge-key.ts';
import { afterCapitals, afterPlus, dotted, inBrackets, inGroups, inOnePiece, type NumberFound, WORD } from './numbers.ts';
import { textOf } from './text-of.ts';

/** A secret in a block of a log; see `recognise/secrets.ts`. */
export interface LogSecret {
  /** Id of the rule; of an own value its variable. */
  readonly format: string;
  readonly isOwn?: true;
  readonly sure: boolean;
  readonly masked: Masked;
  /** See `SecretHit`. */
  readonly fingerprint: string | undefined;
  /** From 1, in the block. */
  readonly line: number;
}
export interface LogScanOptions {
  /** Finds usable secrets in a block of whole lines. */
  readonly findSecrets: (block: Uint8Array) => readonly LogSecret[];
  /** Called with each block of whole lines, and the number of its first line. */
  readonly onBlock?: (block: Uint8Array, firstLine: number) => void;
  /** Seconds; decides which tokens are still good. */
  readonly now: number;
  /** Longest line looked at. */
  readonly mostLine?: number;
}
export interface LogScanner {
  push(chunk: Uint8Array): void;
  end(): LogFacts;
}

const MOST_LINE = 262_144;

/** Cuts a stream into blocks of whole lines and scans each; of a line above the cap only the beginning is looked at. */
export function logScanner(options: LogScanOptions): LogScanner {
  const mostLine = options.mostLine ?? MOST_LINE;
  const scan = blockScanner(options);
  let carry: Uint8Array = new Uint8Array(0);
  let skipping = false;
  const counted = { bytes: 0, cutLines: 0 };

  const push = (chunk: Uint8Array): void => {
    counted.bytes += chunk.length;
    let from = 0;
    if (skipping) {
      const next = chunk.indexOf(10);
      if (next < 0) return;
      skipping = false;
      from = next + 1;
    }
    const last = chunk.lastIndexOf(10);
    if (last < from) {
      carry = Buffer.concat([carry, chunk.subarray(from)]);
      if (carry.length > mostLine) cut();
      return;
    }
    if (carry.length > 0) {
      const first = chunk.indexOf(10, from) + 1;
      const line = Buffer.concat([carry, chunk.subarray(from, first)]);
      carry = new Uint8Array(0);
      if (line.length > mostLine) counted.cutLines++;
      scan.block(line.length > mostLine ? Buffer.concat([line.subarray(0, mostLine), Buffer.from('\n')]) : line);
      from = first;
    }
    if (last >= from) scan.block(chunk.subarray(from, last + 1));
    carry = Uint8Array.prototype.slice.call(chunk, last + 1);
  };
  const cut = (): void => {
    scan.block(Buffer.concat([carry.subarray(0, mostLine), Buffer.from('\n')]));
    counted.cutLines++;
    carry = new Uint8Array(0);
    skipping = true;
  };
  return {
    push,
    end() {
      if (carry.length > 0) scan.block(Buffer.concat([carry, Buffer.from('\n')]));
      carry = new Uint8Array(0);
      return { ...scan.facts(), ...counted };
    },
  };
}

const [NEWLINE, PERCENT, PLUS, COLON, EQUALS, AT, CAPITAL_J] = [10, 37, 43, 58, 61, 64, 74] as const;

const CONTEXT = {
  card: /card|visa|master|amex|\bpan\b|payment|charge|\bcc\b|credit|debit|billing/i,
  phone: /phone|\btel\b|call|sms|mobile|contact|whatsapp|dial/i,
} as const;
/** Without a word for it, cards are believed when this many digits have the shape of one and most pass the check; by chance one in ten does. */
const LEAST_CARDS = 3;

function blockScanner({ findSecrets, onBlock, now }: LogScanOptions): { block(bytes: Uint8Array): void; facts(): Omit<LogFacts, 'bytes' | 'cutLines'> } {
  const tally = findTally();
  const doubtful = findTally();
  const cards = { shaped: 0, passed: 0 };
  const state: LineState = {
    line: 1,
    lineStart: 0,
    hasRequestId: false,
    isStructured: false,
    isError: false,
    named: new Set(),
    before: '',
    requests: 0,
    failed: 0,
    environment: new Map(),
  };
  const counts = { lines: 0, entries: 0, structured: 0, withRequestId: 0, errors: 0, starts: 0 };
  let plainSeen = 0;
  let searched = 0;

  const endLine = (bytes: Uint8Array, end: number): void => {
    counts.lines++;
    const first = bytes[state.lineStart] as number;
    if (end > state.lineStart && first !== 32 && first !== 9 && first !== 125 && first !== 93 && first !== 13) {
      counts.entries++;
      const isJson = first === 123 && (bytes[end - 1] === 125 || bytes[end - 2] === 125);
      if (isJson || state.isStructured) counts.structured++;
      else if (++plainSeen < 20_000 && /\b(?:error|fatal|exception)\b/i.test(textOf(bytes, state.lineStart, Math.min(end, state.lineStart + 120))))
        state.isError = true;
      if (state.hasRequestId) counts.withRequestId++;
      if (state.isError) counts.errors++;
    }
    state.line++;
    state.lineStart = end + 1;
    state.hasRequestId = state.isStructured = state.isError = false;
  };

  const take = (bytes: Uint8Array, { kind, what, value, needs }: NumberFound): void => {
    if (kind === 'card-shaped') return void cards.shaped++;
    const said = needs && CONTEXT[needs].test(textOf(bytes, Math.max(state.lineStart, 0), lineEnd(bytes, state.lineStart)));
    if (kind === 'card' && needs && !said) {
      cards.shaped++;
      cards.passed++;
      doubtful.add(kind, what, value, state.line);
    } else if (!needs || said) tally.add(kind, what, value, state.line);
  };

  const block = (bytes: Uint8Array): void => {
    const firstLine = state.line;
    state.lineStart = 0;
    state.named.clear();
    const places = anchorsIn(bytes);
    // What was read as a whole is not read again from its middle.
    let done = -1;
    for (let index = 0; index < places.length; index++) {
      const at = places[index] as number;
      if (at <= done) continue;
      const byte = bytes[at] as number;
      if (byte === NEWLINE) endLine(bytes, at);
      else if (byte === COLON || byte === EQUALS) separatorAt(bytes, at, state, tally);
      else if (byte === AT) mailAt(bytes, at, at + 1, state, tally);
      else if (byte === PERCENT) {
        if (bytes[at + 1] === 52 && bytes[at + 2] === 48) mailAt(bytes, at, at + 3, state, tally);
      } else if (byte === PLUS) {
        const found = isDigitByte(bytes[at + 1]) ? afterPlus(bytes, at) : undefined;
        if (!found) continue;
        take(bytes, found);
        done = found.end - 1;
      } else if (byte !== CAPITAL_J) done = digitsAt(bytes, at, state, take);
      else if (bytes[at - 2] === 101 && WORD[bytes[at - 3] ?? 0] === 0) done = tokenAt(bytes, at, state, tally, now);
    }
    for (const secret of findSecrets(bytes)) {
      const line = firstLine + secret.line - 1;
      if (!state.named.has(line)) tally.addMasked('secret', secret.format, secret.masked, line, !secret.sure);
    }
    if (searched < MOST_SEARCHED && counts.starts === 0) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (START_WORDS.some((word) => buffer.indexOf(word, 0, 'latin1') >= 0)) counts.starts = 1;
      searched += bytes.length;
    }
    onBlock?.(bytes, firstLine);
    state.before = `${state.before}${textOf(bytes, Math.max(0, bytes.length - LOOK_BACK), bytes.length)}`.slice(-LOOK_BACK);
  };
  const facts = (): Omit<LogFacts, 'bytes' | 'cutLines'> => {
    const believed = cards.passed >= LEAST_CARDS && cards.passed * 2 > cards.shaped;
    return { ...counts, requests: state.requests, failedRequests: state.failed, finds: [...tally.list(), ...(believed ? doubtful.list() : [])] };
  };
  return { block, facts };
}

const MOST_SEARCHED = 4_000_000;
const START_WORDS = ['istening on', 'erver started', 'tarted server', 'tarting server', 'eploy', 'eady in ', 'Booting ', 'Application startup'].map((word) =>
  Buffer.from(word, 'latin1'),
);

const isDigitByte = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(10, from);
  return Math.min(end < 0 ? bytes.length : end, from + 4000);
}

/** Reads the number that begins at `at`; returns its last byte. */
function digitsAt(bytes: Uint8Array, at: number, state: LineState, take: (bytes: Uint8Array, found: NumberFound) => void): number {
  const before = bytes[at - 1] ?? 32;
  let end = at + 1;
  while (isDigitByte(bytes[end])) end++;
  if (WORD[before] === 1) {
    const found = isUpperByte(before) && isUpperByte(bytes[at - 2]) ? afterCapitals(bytes, at) : undefined;
    if (found) take(bytes, found);
    return found ? found.end - 1 : end - 1;
  }
  const after = bytes[end] as number;
  const digits = end - at;
  if (WORD[after] === 1) return end - 1;
  // A part of something longer, such as the end of a UUID.
  if (before === 45 && WORD[bytes[at - 2] ?? 0] === 1) return end - 1;
  let found: NumberFound | undefined;
  if (after === 46 && digits <= 3) {
    found = dotted(bytes, at);
    if (!found) while (isDigitByte(bytes[end]) || (bytes[end] === 46 && isDigitByte(bytes[end + 1]))) end++;
  } else if (digits === 3) {
    if (before === 32 && bytes[at - 2] === 34) {
      const status = bytes[at] as number;
      if (status >= 49 && status <= 53) {
        state.requests++;
        state.isStructured = true;
        if (status >= 52) state.failed++;
      }
    } else if (before === 40 && after === 41) found = inBrackets(bytes, at);
    else if (after === 45) found = inGroups(bytes, at, end);
  } else if (digits === 4) {
    if (after === 32 || after === 45) found = inGroups(bytes, at, end);
  } else if (digits >= 13 && digits <= 19 && after !== 46 && before !== 46) found = inOnePiece(bytes, at, end);
  if (!found) return end - 1;
  take(bytes, found);
  return found.end - 1;
}

const isUpperByte = (byte: number | undefined): boolean => byte !== undefined && byte >= 65 && byte <= 90;

/** A colon or equals sign: the name before it may say what the value behind it is. */
function separatorAt(bytes: Uint8Array, at: number, state: LineState, tally: FindTally): void {
  let end = at;
  const before = bytes[end - 1] as number;
  if (before === 34 || before === 39) end--;
  if (bytes[end - 1] === 92) end--;
  const key = keyBefore(bytes, end);
  if (key && key.kind !== 'none') judgeKey({ bytes, at, key, begin: keyBegin() }, state, tally);
}

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+/;
/** `eyJ`: a JSON Web Token may begin two bytes before. */
function tokenAt(bytes: Uint8Array, at: number, state: LineState, tally: FindTally, now: number): number {
  const token = TOKEN.exec(textOf(bytes, at - 2, Math.min(bytes.length, at + 4096)))?.[0] ?? '';
  const facts = readJwt(token, now);
  if (!facts) return at;
  if (!state.named.has(state.line)) tally.add('jwt', facts.role === undefined ? facts.state : `${facts.state} ${facts.role}`, token, state.line);
  return at - 3 + token.length;
}
