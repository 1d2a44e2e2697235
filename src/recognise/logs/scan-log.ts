import { Buffer } from 'node:buffer';
import type { Masked } from '../../model/text.ts';
import { readJwt } from '../personal-data/jwt.ts';
import { findTally, type FindTally } from './find-tally.ts';
import { isErrorLevel, judgeKey, type JudgeState, LOOK_BACK } from './judge-key.ts';
import type { LineJudge, NumberForm } from './line-judge.ts';
import { makeLinePass } from './line-pass.ts';
import type { LogFacts } from './log-facts.ts';
import { mailAt } from './mail-in-line.ts';
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
  /** Without WebAssembly. */
  readonly fallback?: boolean;
}
export interface LogScanner {
  push(chunk: Uint8Array): void;
  end(): LogFacts;
}

/** Longest line that has room. */
const MOST_LINE = 262_144;
/** A block ends with the line that reaches a multiple of so many bytes: it depends on where the lines stand, not on how they arrive. */
const BLOCK = 131_072;

/** Cuts a stream into blocks of whole lines and scans each; of a line above the cap only the beginning is looked at. */
export function logScanner(options: LogScanOptions): LogScanner {
  const mostLine = Math.min(options.mostLine ?? MOST_LINE, MOST_LINE);
  const size = Math.min(BLOCK, mostLine);
  const scan = blockScanner(options);
  const { text } = scan;
  const counted = { bytes: 0, cutLines: 0 };
  // Where the block in `text` begins in the stream, how long it is, up to where no line feed was seen, and where the line begins that ends it.
  let [base, length, searched, lastLine] = [0, 0, 0, -1];
  let skipping = false;

  const push = (chunk: Uint8Array): void => {
    counted.bytes += chunk.length;
    for (let at = 0; at < chunk.length; ) {
      if (skipping) {
        const next = chunk.indexOf(10, at);
        const passed = (next < 0 ? chunk.length : next + 1) - at;
        skipping = next < 0;
        base += passed;
        at += passed;
        continue;
      }
      const part = chunk.subarray(at, at + size + mostLine + 1 - length);
      text.set(part, length);
      length += part.length;
      at += part.length;
      while (take());
    }
  };
  /** Scans a block when it is complete. */
  const take = (): boolean => {
    const goal = (Math.floor(base / size) + 1) * size - base;
    if (length < goal) return false;
    if (lastLine < 0) [lastLine, searched] = [text.lastIndexOf(10, goal - 2) + 1, goal - 1];
    const found = text.subarray(0, length).indexOf(10, searched);
    if (found < 0) searched = length;
    if ((found < 0 ? length : found) - lastLine <= mostLine) {
      if (found < 0) return false;
      scan.block(found + 1);
    } else {
      counted.cutLines++;
      const kept = text[lastLine + mostLine] as number;
      text[lastLine + mostLine] = 10;
      scan.block(lastLine + mostLine + 1);
      text[lastLine + mostLine] = kept;
      skipping = found < 0;
    }
    const used = found < 0 ? length : found + 1;
    text.copyWithin(0, used, length);
    base += used;
    length -= used;
    lastLine = -1;
    return true;
  };
  return {
    push,
    end() {
      if (length > 0 && text[length - 1] !== 10) text[length++] = 10;
      if (length > 0) scan.block(length);
      length = 0;
      return { ...scan.facts(), ...counted };
    },
  };
}

const CONTEXT = {
  card: /card|visa|master|amex|\bpan\b|payment|charge|\bcc\b|credit|debit|billing/i,
  phone: /phone|\btel\b|call|sms|mobile|contact|whatsapp|dial/i,
} as const;
/** Without a word for it, cards are believed when this many digits have the shape of one and most pass the check; by chance one in ten does. */
const LEAST_CARDS = 3;

interface BlockScanner {
  /** What is to be scanned is put here. */
  readonly text: Uint8Array;
  block(length: number): void;
  facts(): Omit<LogFacts, 'bytes' | 'cutLines'>;
}

function blockScanner({ findSecrets, onBlock, now, fallback }: LogScanOptions): BlockScanner {
  const tally = findTally();
  const doubtful = findTally();
  const cards = { shaped: 0, passed: 0 };
  const state: JudgeState = { line: 1, lineStart: 0, named: new Set(), before: '', environment: new Map() };
  const pass = makeLinePass(state, fallback);
  let starts = 0;
  let searched = 0;
  let bytes = pass.text;

  const take = ({ kind, what, value, needs }: NumberFound): void => {
    if (kind === 'card-shaped') return void cards.shaped++;
    const said = needs && CONTEXT[needs].test(textOf(bytes, state.lineStart, lineEnd(bytes, state.lineStart)));
    if (kind === 'card' && needs && !said) {
      cards.shaped++;
      cards.passed++;
      doubtful.add(kind, what, value, state.line);
    } else if (!needs || said) tally.add(kind, what, value, state.line);
  };
  const judge: LineJudge = {
    named: (at, key, begin) => judgeKey({ bytes, at, key, begin }, state, tally),
    isErrorLevel: (at) => isErrorLevel(bytes, at),
    speaksOfError: (end) => /\b(?:error|fatal|exception)\b/i.test(textOf(bytes, state.lineStart, Math.min(end, state.lineStart + 120))),
    address(at) {
      if (tally.count('ip', 'IPv4', state.line)) tally.example('ip', 'IPv4', dotted(bytes, at)?.value ?? '', state.line);
    },
    number(form, at, end) {
      const found = NUMBERS[form](bytes, at, end);
      if (!found) return -1;
      take(found);
      return found.end - 1;
    },
    mail: (at, after) => mailAt(bytes, at, after, state, tally),
    token: (at) => tokenAt(bytes, at, state, tally, now),
  };

  const block = (length: number): void => {
    const firstLine = state.line;
    bytes = pass.text.subarray(0, length);
    state.named.clear();
    pass.run(length, judge);
    for (const secret of findSecrets(bytes)) {
      const line = firstLine + secret.line - 1;
      if (!state.named.has(line)) tally.addMasked('secret', secret.format, secret.masked, line, !secret.sure);
    }
    if (searched < MOST_SEARCHED && starts === 0) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (START_WORDS.some((word) => buffer.indexOf(word, 0, 'latin1') >= 0)) starts = 1;
      searched += length;
    }
    onBlock?.(bytes, firstLine);
    state.before = `${state.before}${textOf(bytes, Math.max(0, length - LOOK_BACK), length)}`.slice(-LOOK_BACK);
  };
  const facts = (): Omit<LogFacts, 'bytes' | 'cutLines'> => {
    const believed = cards.passed >= LEAST_CARDS && cards.passed * 2 > cards.shaped;
    return { ...pass.counts, starts, finds: [...tally.list(), ...(believed ? doubtful.list() : [])] };
  };
  return { text: pass.text, block, facts };
}

const NUMBERS: Readonly<Record<NumberForm, (bytes: Uint8Array, at: number, end: number) => NumberFound | undefined>> = {
  'after-capitals': afterCapitals,
  'after-plus': afterPlus,
  'in-brackets': inBrackets,
  'in-groups': inGroups,
  'in-one-piece': inOnePiece,
};

const MOST_SEARCHED = 4_000_000;
const START_WORDS = ['istening on', 'erver started', 'tarted server', 'tarting server', 'eploy', 'eady in ', 'Booting ', 'Application startup'].map((word) =>
  Buffer.from(word, 'latin1'),
);

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(10, from);
  return Math.min(end < 0 ? bytes.length : end, from + 4000);
}

/** `eyJ`: a JSON Web Token may begin two bytes before. */
function tokenAt(bytes: Uint8Array, at: number, state: JudgeState, tally: FindTally, now: number): number {
  const token = textOf(bytes, at - 2, tokenEnd(bytes, at + 1));
  const facts = readJwt(token, now);
  if (!facts) return at;
  if (!state.named.has(state.line)) tally.add('jwt', facts.role === undefined ? facts.state : `${facts.state} ${facts.role}`, token, state.line);
  return at - 3 + token.length;
}

const MOST_TOKEN = 4096;
const [DASH, DOT] = [45, 46] as const;

/** Where three parts with dots between them end. */
function tokenEnd(bytes: Uint8Array, from: number): number {
  const most = Math.min(bytes.length, from + MOST_TOKEN);
  let end = from;
  for (let dots = 0; end < most; end++) {
    const byte = bytes[end] as number;
    if (byte === DOT ? ++dots > 2 : byte !== DASH && WORD[byte] === 0) break;
  }
  return end;
}
