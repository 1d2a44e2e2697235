/** Why a report file is not used. `no-report`: it is something else, such as an ordinary mail. */
export type RefusalCode = 'no-report' | 'too-large' | 'nested' | 'truncated' | 'encrypted' | 'encoding' | 'entities' | 'malformed';

/** The one error of the report readers: this file, or this part of it, is not used, for a reason that can be shown. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** What a reader threw, as a refusal. Anything else is a defect of the reader; it must not stop the other files. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal('malformed', `it cannot be read: ${error instanceof Error ? error.name : 'unknown error'}`);
}

/** `12 MB`, for reasons. */
export function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}
