/**
 * The input was wrong, not the product: exit code 2, one clear message, no stack trace.
 * The message names the place, what was expected and what to do.
 */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

/** A config file that cannot be used. Each fault names its place by dotted path. */
export class ConfigError extends UsageError {
  override readonly name = 'ConfigError';
  readonly file: string;
  readonly faults: readonly string[];
  constructor(file: string, faults: readonly string[]) {
    super(`${file}: ${faults.length === 1 ? faults[0] : `${faults.length} things to correct:\n  ${faults.join('\n  ')}`}`);
    this.file = file;
    this.faults = faults;
  }
}
