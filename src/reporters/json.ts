import type { Assessment, Comparison } from '../model/assessment.ts';

/** What JSON may carry raw but what can deceive a terminal, or be obeyed by a CI runner that sees the log (`##[…]`, `##vso[…]`). */
const ESCAPED = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|(?<=#)#/gu;

/**
 * Canonical JSON: keys in code-unit order, two spaces, one final line end, deceptive characters escaped. The same value gives the same bytes.
 * Properties that are `undefined` are left out.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sorted(value), null, 2).replace(ESCAPED, escaped)}\n`;
}

/** The assessment as one JSON document (schema: docs/reference/assessment.schema.json). */
export function json(assessment: Assessment): string {
  return canonicalJson(assessment);
}

/** A comparison of two runs as one JSON document. */
export function comparisonJson(comparison: Comparison): string {
  return canonicalJson(comparison);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // A null prototype, so that a key such as `__proto__` stays an ordinary key.
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const key of Object.keys(value).sort()) copy[key] = sorted((value as Record<string, unknown>)[key]);
  return copy;
}
