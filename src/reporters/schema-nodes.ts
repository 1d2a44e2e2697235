/* The words in which the schemas of our JSON documents are written. */

/** A JSON Schema node. */
export type SchemaNode = Readonly<Record<string, unknown>>;

export const text: SchemaNode = { type: 'string' };
export const flag: SchemaNode = { type: 'boolean' };
export const amount: SchemaNode = { type: 'number', minimum: 0 };
export const whole: SchemaNode = { type: 'integer', minimum: 0 };
export const instant: SchemaNode = { type: 'string', format: 'date-time' };
export const fixed = (value: string): SchemaNode => ({ const: value });
export const oneOf = (...words: readonly string[]): SchemaNode => ({ enum: words });
export const list = (items: SchemaNode): SchemaNode => ({ type: 'array', items });
export const orNull = (node: SchemaNode): SchemaNode => ({ anyOf: [node, { type: 'null' }] });
export const ref = (name: string): SchemaNode => ({ $ref: `#/$defs/${name}` });
export const about = (description: string, node: SchemaNode): SchemaNode => ({ ...node, description });

/** An object with exactly these keys; those after `?` may be absent. */
export function exactly(properties: Readonly<Record<string, SchemaNode>>): SchemaNode {
  const named = Object.entries(properties).map(([key, node]) => ({ key: key.replace(/\?$/u, ''), required: !key.endsWith('?'), node }));
  return {
    type: 'object',
    properties: Object.fromEntries(named.map(({ key, node }) => [key, node])),
    required: named.filter(({ required }) => required).map(({ key }) => key),
    additionalProperties: false,
  };
}
