import type { ChatRun } from '../../evidence/edge/chat-stream.ts';
import { type Quoted, quote } from '../../model/text.ts';

/** Below this nobody notices that an answer came in one piece. */
export const NOTICED_MS = 1000;
/** A stream of fewer pieces cannot be told from a short answer. */
const LEAST_PIECES = 5;
/** What is held back comes within this once it comes. */
const BURST_MS = 250;

/** The pieces were made one after the other, and came all at once after a wait. */
export function isHeld({ pieces, form, firstBytesMs, lastBytesMs }: ChatRun): boolean {
  if (form === 'document' || form === 'page' || form === 'empty' || firstBytesMs === null || lastBytesMs === null) return false;
  return pieces >= LEAST_PIECES && lastBytesMs >= NOTICED_MS && lastBytesMs - firstBytesMs <= BURST_MS;
}

/** Something came, and more came noticeably later. */
export function isStreamed({ firstBytesMs, lastBytesMs, bursts }: ChatRun): boolean {
  return firstBytesMs !== null && lastBytesMs !== null && bursts >= 3 && lastBytesMs - firstBytesMs > BURST_MS;
}

/** One answer in one line. */
export function runLine(run: ChatRun): Quoted {
  const { coding, status, contentType, contentEncoding, pieces, bursts, firstBytesMs, firstTextMs, lastBytesMs, accelBuffering, cut } = run;
  const type = `${contentType ?? 'no type'}${contentEncoding === null ? '' : `, ${contentEncoding}`}${accelBuffering === null ? '' : `, X-Accel-Buffering: ${accelBuffering}`}`;
  const times = `first bytes ${firstBytesMs ?? '-'} ms, first text ${firstTextMs ?? '-'} ms, last bytes ${lastBytesMs ?? '-'} ms`;
  return quote(`accept-encoding ${coding} -> ${status} (${type}): ${pieces} pieces in ${bursts} bursts, ${times}${cut === null ? '' : `, ${cut}`}`, 300);
}
