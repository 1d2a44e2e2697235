import type { PlatformVariables } from '../../evidence/secrets/platform-variables.ts';
import { count } from '../../model/message.ts';
import { isSecretName } from './env-facts.ts';

/** What the host does not tell about other stages, and how to get on. */
export function notCompared({ title, variables, stages, holdsAllStages }: PlatformVariables): string | undefined {
  const hidden = variables.filter(({ name, uncompared }) => uncompared.length > 0 && isSecretName(name));
  if (hidden.length > 0)
    return `${title} shows nobody the values of ${count(hidden.length, 'secret')} that production and another stage both have: compare them where they come from, and confirm it (attestations: E8)`;
  if (stages.length > 0 || holdsAllStages) return undefined;
  return `${title} was asked about production only: name the other stage (variables.platform.others), or confirm that there is none (attestations: E8)`;
}

/** Values that it shows nobody, and how to get on. */
export function notShown({ title, target, variables }: PlatformVariables): string | undefined {
  const hidden = variables.filter(({ name, read }) => !read && isSecretName(name)).map(({ name }) => name);
  if (hidden.length === 0) return undefined;
  const told = `${hidden.slice(0, 4).join(', ')}${hidden.length > 4 ? ` and ${hidden.length - 4} more` : ''}`;
  return `${title} shows nobody the values of ${target}: see that these are no test keys, and confirm it (attestations: E9): ${told}`;
}
