/** Counts of durations, exact to a thousandth of their value. Microseconds, 0 to about an hour. */
export interface Histogram {
  record(ms: number): void;
  readonly count: number;
  readonly max: number;
  readonly mean: number;
  /** The smallest value that at least `share` of all are not above, in ms; 0 when nothing was recorded. */
  at(share: number): number;
  /**
   * Between which values the true percentile lies with 95 % confidence: order statistics, their ranks by the normal approximation of the binomial
   * distribution (Hahn and Meeker, Statistical Intervals, §5.2). Nothing where there are too few values for it.
   */
  between(share: number): readonly [from: number, to: number] | undefined;
}

/** Values below this are counted one by one; above, each doubling is cut into half as many parts. */
const EXACT = 2048;
const HALF = EXACT / 2;
const DOUBLINGS = 22;

/** Log-linear buckets, as in HdrHistogram. */
export function histogram(): Histogram {
  const buckets = new Uint32Array(EXACT + DOUBLINGS * HALF);
  let [count, max, sum] = [0, 0, 0];
  const atRank = (rank: number): number => {
    let seen = 0;
    for (let at = 0; at < buckets.length; at++) {
      seen += buckets[at] ?? 0;
      if (seen >= rank) return Math.min(valueOf(at), max);
    }
    return max;
  };
  return {
    record(ms) {
      const micros = Math.max(0, Math.round(ms * 1000));
      const at = Math.min(indexOf(micros), buckets.length - 1);
      buckets[at] = (buckets[at] ?? 0) + 1;
      count++;
      sum += ms;
      if (ms > max) max = ms;
    },
    get count() {
      return count;
    },
    get max() {
      return max;
    },
    get mean() {
      return count === 0 ? 0 : sum / count;
    },
    at: (share) => (count === 0 ? 0 : atRank(Math.max(1, Math.ceil(share * count)))),
    between(share) {
      const spread = 1.96 * Math.sqrt(count * share * (1 - share));
      const [from, to] = [Math.floor(count * share - spread), Math.ceil(count * share + spread) + 1];
      return from < 1 || to > count ? undefined : [atRank(from), atRank(to)];
    },
  };
}

function indexOf(micros: number): number {
  if (micros < EXACT) return micros;
  const shift = Math.floor(Math.log2(micros)) - 10;
  return EXACT + (shift - 1) * HALF + (Math.floor(micros / 2 ** shift) - HALF);
}

/** The middle of what a bucket holds, in ms. */
function valueOf(index: number): number {
  if (index < EXACT) return index / 1000;
  const shift = Math.floor((index - EXACT) / HALF) + 1;
  const part = ((index - EXACT) % HALF) + HALF;
  return ((part + 0.5) * 2 ** shift) / 1000;
}
