import { loadConfigFile } from '../../adapters/config-file.ts';
import type { OwnSecretRule } from '../../model/intent.ts';

/**
 * The rules of the project's config (`secrets.rules`). Most configs have none: then neither their code nor the validator is loaded, so that a commit hook stays quick.
 * @param trusted the folder is the user's own, so its config may be code
 * @throws ConfigError
 */
export async function ownRulesOf(folder: string, trusted: boolean, signal: AbortSignal): Promise<readonly OwnSecretRule[]> {
  const loaded = await loadConfigFile({ folder, trusted, signal, onlyIf: (text) => /secrets/.test(text) && /rules/.test(text) });
  if (!loaded) return [];
  const { parseConfig } = await import('../../config/parse.ts');
  return parseConfig(loaded.value, loaded.file).secrets?.rules ?? [];
}
