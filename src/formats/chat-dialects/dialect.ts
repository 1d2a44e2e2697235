/* What the readers of chat answers share. */

/** What one message of an answer adds. */
export interface ChatPart {
  /** What the user gets to read. */
  readonly text?: string;
  /** Other text that is sent along: thoughts, arguments and results of tools. */
  readonly wire?: string;
  /** The text takes the place of all before it. */
  readonly replaces?: true;
  /** The text says again what came in pieces; it only counts where nothing came. */
  readonly repeats?: true;
  /** Name of a tool that is called. */
  readonly tool?: string;
  /** Why the answer ended. */
  readonly finish?: string;
  readonly error?: string;
}
export type Json = Readonly<Record<string, unknown>>;
export interface Dialect {
  readonly id: string;
  readonly fits: (value: Json, event: string) => boolean;
  readonly read: (value: Json, event: string) => ChatPart;
}

export const NOTHING: ChatPart = {};
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
export const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((one, key) => (Array.isArray(one) && typeof key === 'number' ? one[key] : isObject(one) ? one[key] : undefined), value);
export const textAt = (value: unknown, ...keys: readonly (string | number)[]): string => {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
};
/** What is wrong, in words, wherever it stands. */
export const words = (value: unknown): string => (typeof value === 'string' ? value : textAt(value, 'message') || textAt(value, 'error') || 'no reason given');
export const written = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value).slice(0, 20_000));
export const listAt = (value: unknown, ...keys: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.slice(0, 50) : [];
};
export const typeOf = (value: Json): string => textAt(value, 'type');
