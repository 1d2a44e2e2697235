import { AsyncLocalStorage } from 'node:async_hooks';
import { CouldNotLook } from '../../src/ports/probe.ts';

// One for the runner and for the tests, which load their modules apart.
const shared = globalThis as { whatIsBroken?: AsyncLocalStorage<string> };
const broken = (shared.whatIsBroken ??= new AsyncLocalStorage<string>());

/** Runs something with one cover broken; what runs beside it is not touched. */
export const withBroken = <T>(cover: string, run: () => T): T => broken.run(cover, run);
const isBroken = (cover: string): boolean => broken.getStore() === cover;

/** Makes a check, probe or function that does nothing while it is broken: nothing to report, cannot look, nothing returned. */
export function breakable(cover: string, value: unknown): unknown {
  if (typeof value === 'function') {
    const whole = value as (...given: unknown[]) => unknown;
    return (...given: unknown[]): unknown => (isBroken(cover) ? undefined : whole(...given));
  }
  if (hasMethod(value, 'judge')) return { ...value, judge: breakable(cover, value.judge) };
  if (hasMethod(value, 'gather')) {
    const { gather } = value;
    const cannot = (): never => {
      throw new CouldNotLook('probe-defect', `${cover} is broken`);
    };
    return { ...value, gather: (...given: unknown[]): unknown => (isBroken(cover) ? cannot() : gather(...given)) };
  }
  throw new Error(`${cover} is not a check, probe or function: it cannot be broken`);
}

/** Makes a property that is empty while its cover is broken. */
export function breakProperty(cover: string, owner: object, key: string, empty: unknown): void {
  const whole: unknown = Reflect.get(owner, key);
  Object.defineProperty(owner, key, { enumerable: true, configurable: true, get: () => (isBroken(cover) ? empty : whole) });
}

type Method = (...given: unknown[]) => unknown;
const hasMethod = <K extends string>(value: unknown, name: K): value is Record<K, Method> =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function';
