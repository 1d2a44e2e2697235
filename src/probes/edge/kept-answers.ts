import type { Io } from '../../ports/io.ts';

/** All answers that several looks share stay in memory to the end of the run. Once it is so much, of a further one no more than the beginning is kept. */
const ROOM = 40_000_000;

/** How much of an answer may be kept, and a way to say how much was. */
export async function roomForAnswer(
  io: Io,
  wanted: { readonly most: number; readonly little: number },
): Promise<{ readonly mostBytes: number; readonly keep: (bytes: number) => void }> {
  const kept = await io.shared('http:kept', () => Promise.resolve({ bytes: 0 }));
  return {
    mostBytes: kept.bytes < ROOM ? wanted.most : wanted.little,
    keep(bytes) {
      kept.bytes += bytes;
    },
  };
}
