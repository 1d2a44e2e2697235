import type { LaunchReadyConfig } from '../definition.ts';

const WIDTH = 110;

/** A config as the text of `launch-ready.config.ts`. */
export function printTs(config: LaunchReadyConfig): string {
  return `import { defineConfig } from 'launch-ready/config';\n\nexport default defineConfig(${literal(config, '')});\n`;
}

/** A config as the text of `launch-ready.config.json`. */
export function printJson(config: LaunchReadyConfig): string {
  return `${JSON.stringify({ $schema: './node_modules/launch-ready/dist/config.schema.json', ...config }, null, 2)}\n`;
}

/** A value in the style of the examples: short things on one line. */
function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const items = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)}: ${literal(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (items.length === 0) return `${open}${close}`;
  const pad = Array.isArray(value) ? '' : ' ';
  const short = `${open}${pad}${items.join(', ')}${pad}${close}`;
  const fits = short.length + indent.length <= WIDTH && !short.includes('\n');
  return fits && indent !== '' ? short : `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

/** JSON escapes control characters; the rest is quoting for TypeScript. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", String.raw`\'`).replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`)}'`;
