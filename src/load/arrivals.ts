/** How requests come: evenly, as independent people do, more and more, or all at once. */
export const ARRIVALS = ['constant', 'poisson', 'ramp', 'burst'] as const;
export type ArrivalKind = (typeof ARRIVALS)[number];

export interface ArrivalPlan {
  readonly kind: ArrivalKind;
  /** Requests per second; of a ramp at its end. */
  readonly rate: number;
  readonly seconds: number;
}

/** Every burst holds what a second brings. */
const BURST_MS = 1000;

/**
 * Moments at which requests are due, in ms from the beginning, in order. They are made before anything is sent: what the server does changes none of them (open model).
 * @param random a number in [0, 1) at a time; only independent arrivals use it
 */
export function arrivals({ kind, rate, seconds }: ArrivalPlan, random: () => number): Float64Array {
  const total = Math.round(kind === 'ramp' ? (rate * seconds) / 2 : rate * seconds);
  const due = new Float64Array(total);
  let at = 0;
  for (let one = 0; one < total; one++) {
    if (kind === 'constant') due[one] = (one * 1000) / rate;
    else if (kind === 'burst') due[one] = Math.floor(one / Math.max(1, rate)) * BURST_MS;
    // The area below the line up to then: one = rate × t² / (2 × seconds).
    else if (kind === 'ramp') due[one] = 1000 * Math.sqrt((2 * one * seconds) / rate);
    else {
      due[one] = at;
      at += (-Math.log(1 - random()) * 1000) / rate;
    }
  }
  return due;
}
