import type { UnseenCode } from '../model/evidence.ts';

/** One DNS question of a procedure that must ask as it goes. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'MX' | 'TXT' | 'PTR' | 'SPF';
}

/**
 * What was learnt from one question. `nodata` and `nxdomain` are proven absences; `unknown` means that nobody could say (`why` tells), which is never
 * an absence. Only the list that fits the question's type is filled.
 */
export interface DnsAnswer {
  readonly status: 'ok' | 'nodata' | 'nxdomain' | 'unknown';
  readonly why?: string | undefined;
  readonly code?: UnseenCode | undefined;
  /** CNAME targets passed on the way, in order. */
  readonly chain: readonly string[];
  /** One joined text per TXT record (RFC 7208 §3.3: no spaces between the strings). */
  readonly texts: readonly string[];
  /** For each of `texts`, the offsets at which it was joined. */
  readonly seams?: readonly (readonly number[])[];
  readonly exchanges: readonly { readonly preference: number; readonly exchange: string }[];
  readonly addresses: readonly string[];
  /** Names of PTR records, without the final dot. */
  readonly names?: readonly string[];
}

/**
 * A procedure that yields the questions it can ask at the same time and takes their answers in the same order. Driven by the network, by a replay or by
 * an in-memory zone, so that the same code looks, explains and simulates.
 */
export type Asking<T> = Generator<readonly DnsQuestion[], T, readonly DnsAnswer[]>;

/** Runs a procedure; `answer` may be asked several questions at once. Its rejections pass through. */
export async function drive<T>(asking: Asking<T>, answer: (question: DnsQuestion) => Promise<DnsAnswer>): Promise<T> {
  let step = asking.next();
  while (!step.done) step = asking.next(await Promise.all(step.value.map(answer)));
  return step.value;
}

/** Runs a procedure against something that answers at once. */
export function driveNow<T>(asking: Asking<T>, answer: (question: DnsQuestion) => DnsAnswer): T {
  let step = asking.next();
  while (!step.done) step = asking.next(step.value.map(answer));
  return step.value;
}

/** Runs several procedures side by side: their questions are asked together. Results in the order of `askings`. */
export function* together<T>(askings: readonly Asking<T>[]): Asking<T[]> {
  const steps = askings.map((asking) => asking.next());
  for (;;) {
    const waiting = steps.flatMap((step, index) => (step.done ? [] : [{ index, questions: step.value }]));
    if (waiting.length === 0) return steps.map((step) => step.value as T);
    const answers = yield waiting.flatMap(({ questions }) => questions);
    let from = 0;
    for (const { index, questions } of waiting) {
      const asking = askings[index];
      if (asking) steps[index] = asking.next(answers.slice(from, from + questions.length));
      from += questions.length;
    }
  }
}

/** An answer with nothing in it, for building answers. */
export const NOTHING: DnsAnswer = { status: 'nodata', chain: [], texts: [], exchanges: [], addresses: [] };

/** The answer at an index; `unknown` when the driver gave too few (a defect of the driver, never an absence). */
export function answerAt(answers: readonly DnsAnswer[], index: number): DnsAnswer {
  return answers[index] ?? { ...NOTHING, status: 'unknown', why: 'not asked' };
}

/** A TXT record's strings as one text (RFC 7208 §3.3: without spaces between), and where they were joined. */
export function joinStrings(strings: readonly string[]): { readonly text: string; readonly seams: readonly number[] } {
  const seams: number[] = [];
  let text = '';
  for (const part of strings) {
    if (text !== '') seams.push(text.length);
    text += part;
  }
  return { text, seams };
}
