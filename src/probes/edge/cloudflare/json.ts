import { type Quoted, quote } from '../../../model/text.ts';

/* Careful reading of answers in JSON: what has another shape than expected is nothing, never a throw. */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown, cap: number): Quoted => quote(typeof value === 'string' ? value : '', cap);
export const textOrNull = (value: unknown, cap: number): Quoted | null => (typeof value === 'string' && value !== '' ? quote(value, cap) : null);
export const intOrNull = (value: unknown): number | null => (Number.isSafeInteger(value) ? (value as number) : null);
/** Texts, numbers and switches as text; anything else has none. */
export function scalarOf(value: unknown, cap: number): Quoted | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? quote(String(value), cap) : undefined;
}
