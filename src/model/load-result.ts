/** Percentiles in ms; `between` is the interval in which the true one lies with 95 % confidence, where there are enough values for it. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
  readonly p95Between: readonly [from: number, to: number] | null;
}
/** One step of a load: so many requests a second, for so long. */
export interface LoadStep {
  readonly rate: number;
  readonly seconds: number;
  readonly sent: number;
  readonly answered: number;
  /** Answers of 500 and above, and requests without an answer. */
  readonly failed: number;
  /** Why, and how often. */
  readonly failures: Readonly<Record<string, number>>;
  /** From when a request was due: what somebody waits who comes at that moment. */
  readonly latency: Latency;
  /** From when it was sent. */
  readonly service: Latency;
  readonly firstByte: Latency;
  readonly mostInFlight: number;
  /** Requests still unanswered when the last one was due: a queue that builds up. */
  readonly queueAtEnd: number;
  /** How well we sent: requests that we could not send, and how late the others went out. */
  readonly sender: { readonly dropped: number; readonly lagP50: number; readonly lagP99: number; readonly lagMax: number };
  /** Why nothing can be concluded from it; none when it can. */
  readonly invalid: string | null;
  /** Why it ended before its time. */
  readonly stopped: string | null;
}
export interface LoadResult {
  readonly schema: 'launch-ready/load@1';
  readonly url: string;
  readonly arrivals: 'constant' | 'poisson' | 'ramp' | 'burst';
  readonly steps: readonly LoadStep[];
  readonly interrupted: boolean;
}
