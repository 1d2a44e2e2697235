import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { get } from './http.ts';

const TIMEOUT_MS = 10_000;
/** The status is the answer; what is said beside it is not read. */
const MOST_BYTES = 20_000;

/** How a key is asked about, see `data/secret-liveness.ts`. */
export interface LivenessQuestion {
  readonly url: string;
  readonly header: string;
  readonly prefix: string;
  readonly alsoSends?: Readonly<Record<string, string>>;
  readonly unknownKey: readonly number[];
}

export interface LivenessAnswer {
  /** `unclear`: the provider answered, but neither that it knows the key nor that it does not. */
  readonly outcome: 'accepted' | 'refused' | 'unclear';
  readonly status: number;
}

/**
 * Asks a provider whether it still takes a key, by one GET that only reads. The key goes to nobody but the holder of the provider's certificate.
 * Rejects with `CouldNotLook` as `get` does.
 */
export async function askWhetherAlive(io: Io, value: Secret, question: LivenessQuestion, signal: AbortSignal): Promise<LivenessAnswer> {
  const { url, header, prefix, alsoSends, unknownKey } = question;
  const headers = { accept: 'application/json', ...alsoSends };
  const credentials = { [header]: `${prefix}${Secret.reveal(value)}` };
  const { status } = await get(io, { url, headers, credentials, mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS }, signal);
  if (unknownKey.includes(status)) return { outcome: 'refused', status };
  // 403: the key is known and lacks a right. 402 and 429: it is known and has used up what it may.
  return { outcome: (status >= 200 && status < 300) || [402, 403, 429].includes(status) ? 'accepted' : 'unclear', status };
}
