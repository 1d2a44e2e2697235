import { vi } from 'vitest';
import type { Check } from '../src/model/check.ts';

/* Set-up of `npm run prove-rows`: with BREAK=area/noun that check reports nothing, with BREAK=file#name that function returns nothing. */
const target = process.env['BREAK'];

if (target !== undefined) {
  const [file, name] = target.split('#');
  if (name === undefined) {
    vi.doMock(`../src/checks/${target}.ts`, async (original) => {
      const module = await original<Record<string, unknown>>();
      const isCheck = (value: unknown): value is Check => typeof value === 'object' && value !== null && 'judge' in value;
      if (!Object.values(module).some(isCheck)) throw new Error(`BREAK names no check: ${target}`);
      return Object.fromEntries(Object.entries(module).map(([key, value]) => [key, isCheck(value) ? { ...value, judge: () => undefined } : value]));
    });
  } else {
    vi.doMock(`../${file}`, async (original) => {
      const module = await original<Record<string, unknown>>();
      if (!(name in module)) throw new Error(`BREAK names no export: ${target}`);
      return { ...module, [name]: () => undefined };
    });
  }
}
