/* How chat servers say what they say: one entry for each way that is in use, read from the sources named with it. */

import { type ChatPart, type Dialect, at, isObject, NOTHING, textAt, words, written } from './chat-dialects/dialect.ts';
import { FRAMEWORK_DIALECTS } from './chat-dialects/frameworks.ts';
import { PROVIDER_DIALECTS } from './chat-dialects/providers.ts';

export type { ChatPart };

/** The first that fits reads it. */
const DIALECTS: readonly Dialect[] = [...FRAMEWORK_DIALECTS, ...PROVIDER_DIALECTS];
export const CHAT_DIALECTS = [...DIALECTS.map(({ id }) => id), 'ai-sdk-4'] as const;

/** Reads one JSON message of an answer; nothing when it is in none of the known ways. `event`: the name that stands beside it. */
export function readDialect(value: unknown, event: string): (ChatPart & { readonly dialect: string }) | undefined {
  if (!isObject(value)) return undefined;
  const dialect = DIALECTS.find(({ fits }) => fits(value, event));
  return dialect && { dialect: dialect.id, ...dialect.read(value, event) };
}

/** https://github.com/vercel/ai, data stream of ai 4: a code before each line says what it is. */
export function readAiSdk4(code: string, value: unknown): ChatPart {
  if (code === '0') return { text: typeof value === 'string' ? value : '' };
  if (code === '3') return { error: words(value) };
  if (code === '9' || code === 'b') return { tool: textAt(value, 'toolName'), wire: written(at(value, 'args')) };
  if (code === 'd') return { finish: textAt(value, 'finishReason') || 'stop' };
  if (code === 'c') return { wire: textAt(value, 'argsTextDelta') };
  return code === 'g' || code === 'a' || code === '2' ? { wire: written(value) } : NOTHING;
}
