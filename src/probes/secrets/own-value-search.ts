import { Buffer } from 'node:buffer';
import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { type EnvValues, readEnvValues } from '../../drivers/env-values.ts';
import { secretRules } from '../../data/secret-rules.ts';
import { Secret } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { compileScanner } from '../../recognise/secrets/scanner.ts';
import { compileOwnValues, type ValueSearch } from '../../recognise/own-values.ts';

export interface OwnValueSearch {
  readonly search: ValueSearch;
  /** Kind of key by fingerprint, where the form of a value or the name of its variable tells. */
  readonly formats: ReadonlyMap<string, string>;
  readonly files: EnvValues['files'];
  readonly leftOut: EnvValues['leftOut'];
}

/**
 * The search for the values of the project's own variables: made once per run by the look that may read the repository, and lent to those that look elsewhere.
 * It stays in memory and gives no value out. Rejects with `no-consent` where no such look came before.
 */
export function ownValueSearch(io: Io, names: readonly string[], signal: AbortSignal): Promise<OwnValueSearch> {
  return io.shared('secrets/own-values', async () => {
    if (!io.files) throw new CouldNotLook('no-consent', 'this look may not read the repository');
    const { values, examples, files, leftOut } = await readEnvValues(io, names, signal);
    const scanner = compileScanner(secretRules);
    const formats = new Map<string, string>();
    const judged = values.map((named) => {
      const hits = scanner.scan(Buffer.from(`${named.name}=${Secret.reveal(named.value)}\n`), { path: '.env' });
      for (const { fingerprint, format } of hits) if (fingerprint !== undefined) formats.set(fingerprint, format);
      return { ...named, isKey: hits.some((hit) => hit.class === 'secret' && hit.sure) };
    });
    const search = compileOwnValues(judged, { secret: SECRET_NAME, browser: BROWSER_NAME, publicPrefixes: PUBLIC_PREFIXES }, examples);
    return { search, formats, files, leftOut };
  });
}

/** The search that another look made, or nothing. */
export async function lentValueSearch(io: Io, signal: AbortSignal): Promise<ValueSearch | undefined> {
  try {
    return (await ownValueSearch(io, [], signal)).search;
  } catch (error) {
    if (error instanceof CouldNotLook && error.code === 'no-consent') return undefined;
    throw error;
  }
}
