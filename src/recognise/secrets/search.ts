import { Buffer } from 'node:buffer';
import { type Compiled, type Detector, GENERAL_RANK } from './compile-rules.ts';
import type { Decoded, Decoder } from './decoders.ts';
import type { Found } from './found.ts';
import { CHUNK, MARGIN, type Candidate } from './prefilter-tables.ts';
import { makePrefilter, type Prefilter } from './prefilter.ts';

/** Something found, and where in the bytes. */
export interface Placed {
  readonly found: Found;
  /** Of two that claim the same text the lower one has it. */
  readonly rank: number;
  readonly at: number;
  readonly to: number;
  /** The wrapped text that it stands in: others of it stand at the same place, and are no rivals. */
  readonly wrapped?: Decoded;
}

/** What is known of the bytes that are looked through. */
export interface Surroundings {
  readonly isBinary: boolean;
  readonly isCode: boolean;
}

/** Bytes with more are a list of something; what was found so far says enough. */
const HITS_CAP = 200;
/** Wrapped in wrapped is looked into, further wrapping is not. */
const DEPTH_CAP = 2;
/** Bytes on either side that tell what a place is about. */
const NEARBY = 300;
/** Of a line that is longer than a window the next one reads so much again: a secret may stand across its end. */
const OVERLAP = 200;

/** Up to where wrapped text was read, and how often it was tried. */
interface Done {
  readonly to: Map<Decoder['encoding'], number>;
  readonly times: Map<Decoder['encoding'], number>;
}

/** One scanner at work: candidates of the prefilter, their windows, what is wrapped in them. */
export class Search {
  readonly #compiled: Compiled;
  readonly #prefilter: Prefilter;
  readonly #now: number;
  readonly #count: (unwrapped: number) => void;
  #inner: Prefilter | undefined;

  /** @param count called for each window that is looked at (with 0), and with how many bytes were unwrapped */
  constructor(compiled: Compiled, prefilter: Prefilter, now: number, count: (unwrapped: number) => void) {
    this.#compiled = compiled;
    this.#prefilter = prefilter;
    this.#now = now;
    this.#count = count;
  }

  run(bytes: Uint8Array, around: Surroundings): Placed[] {
    return this.#through(bytes, around, this.#prefilter, 0);
  }

  #through(bytes: Uint8Array, around: Surroundings, prefilter: Prefilter, depth: number): Placed[] {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const placed: Placed[] = [];
    const decoded: Done = { to: new Map(), times: new Map() };
    let from = 0;
    while (from + 3 <= bytes.length && placed.length < HITS_CAP) {
      const to = Math.min(bytes.length, from + CHUNK);
      const candidates = prefilter.find(bytes, from, to, Math.max(0, from - MARGIN), Math.min(bytes.length, to + MARGIN));
      // Looking at wrapped text moves it.
      from = prefilter.stopped;
      for (const [index, candidate] of candidates.entries()) {
        if (prefilter.known(index)) continue;
        this.#count(0);
        const plain = this.#look(buffer, candidate, around, placed);
        const wrapped = this.#unwrap(buffer, candidate, around, placed, decoded, depth);
        if (!plain && !wrapped) prefilter.remember(index);
      }
    }
    return placed;
  }

  /** Whether anything is in the window, wanted in these surroundings or not. */
  #look(bytes: Buffer, candidate: Candidate, { isBinary, isCode }: Surroundings, placed: Placed[]): boolean {
    let any = false;
    let text: string | undefined;
    const length = this.#compiled.words[candidate.word]?.text.length ?? 0;
    const around = (): string => bytes.toString('latin1', Math.max(0, candidate.at - NEARBY), candidate.at + NEARBY);
    for (const detector of this.#compiled.at(candidate.word).detectors) {
      const [from, to] = span(detector, candidate, bytes.length);
      const window = detector.reads ? bytes.toString('latin1', from, to) : (text ??= bytes.toString('latin1', from, to));
      for (const found of detector.look({ text: window, at: candidate.at - from, length, now: this.#now, around })) {
        any = true;
        if ((isBinary && !detector.inBinary) || (isCode && found.bare === true)) continue;
        place(placed, { found, rank: detector.rank, at: from + found.from, to: from + found.to });
      }
    }
    return any;
  }

  /** The same for what is wrapped in the window. */
  #unwrap(bytes: Buffer, candidate: Candidate, around: Surroundings, placed: Placed[], done: Done, depth: number): boolean {
    const { decoders } = this.#compiled.at(candidate.word);
    if (decoders.length === 0) return false;
    // In a program everything could be anything. It says nothing about the window elsewhere.
    if (around.isBinary || depth >= DEPTH_CAP) return true;
    let any = false;
    for (const decoder of decoders) {
      // One run of wrapped text is looked into once, however many beginnings stand in it.
      if (decoder.exact !== undefined && bytes.toString('latin1', candidate.at, candidate.at + decoder.exact.length) !== decoder.exact) continue;
      const isDone = candidate.at < (done.to.get(decoder.encoding) ?? 0);
      if (isDone && decoder.reads) continue;
      const times = done.times.get(decoder.encoding) ?? 0;
      // What was read with the window before, or is tried no more, says nothing about the same window elsewhere.
      if (isDone || times >= (decoder.most ?? Infinity)) {
        any = true;
        continue;
      }
      done.times.set(decoder.encoding, times + 1);
      const [from, to] = span(decoder, candidate, bytes.length);
      const length = this.#compiled.words[candidate.word]?.text.length ?? 0;
      const decoded = decoder.decode({ text: bytes.toString('latin1', from, to), at: candidate.at - from, length, now: this.#now });
      if (!decoded) continue;
      this.#count(decoded.bytes.length);
      done.to.set(decoder.encoding, from + decoded.to - (decoder.reads ? 0 : OVERLAP));
      if (this.#within(decoded, from, around, placed, depth)) any = true;
    }
    return any;
  }

  #within(decoded: Decoded, base: number, { isCode }: Surroundings, placed: Placed[], depth: number): boolean {
    this.#inner ??= makePrefilter(this.#compiled.words, true);
    const inner = this.#through(decoded.bytes, { isBinary: false, isCode: false }, this.#inner, depth + 1);
    const start = base + decoded.from;
    // Escaped code is still code.
    const isStillCode = isCode && (decoded.via[0] === 'unicode' || decoded.via[0] === 'percent');
    for (const { found, rank, ...inside } of inner) {
      if (isStillCode && found.bare === true) continue;
      const via = [...decoded.via, ...(found.via ?? [])];
      const [at, to] = decoded.origin ? [start + decoded.origin(inside.at), start + decoded.origin(inside.to)] : [start, base + decoded.to];
      place(placed, { found: { ...found, via }, rank: rank + (rank < GENERAL_RANK ? 1000 : GENERAL_RANK), at, to, wrapped: decoded });
    }
    return inner.length > 0;
  }
}

function span({ reads }: Pick<Detector, 'reads'>, { at, from, to }: Candidate, length: number): readonly [from: number, to: number] {
  return reads ? [Math.max(0, at - reads.before), Math.min(length, at + reads.after)] : [from, to];
}

/** Keeps what says most of any text that several rules claim. */
function place(placed: Placed[], next: Placed): void {
  if (placed.length >= HITS_CAP) return;
  const rivals = placed.filter((one) => one.at < next.to && next.at < one.to && (one.wrapped === undefined || one.wrapped !== next.wrapped));
  if (rivals.some((one) => one.rank <= next.rank)) return;
  for (const rival of rivals) placed.splice(placed.indexOf(rival), 1);
  placed.push(next);
}
