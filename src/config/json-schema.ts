import * as z from 'zod/mini';
import { configSchema } from './schema.ts';

/** The config as JSON Schema 2020-12, for editors. Says what `parseConfig` accepts, without the spans of dates and the search for secrets. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema, { target: 'draft-2020-12', unrepresentable: 'any' });
  return { ...schema, title: 'Launch Ready config', description: 'launch-ready.config.json' };
}
