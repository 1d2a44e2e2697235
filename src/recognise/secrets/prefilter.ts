import { Buffer } from 'node:buffer';
import { JsPrefilter } from './prefilter-js.ts';
import { CHUNK, LAYOUT, MARGIN, prefilterTables, type Candidate, type Word } from './prefilter-tables.ts';
import { PREFILTER_WASM } from './prefilter-wasm.gen.ts';

/** Finds the places where a rule has to look. The bytes between `from` and `to` are at most `CHUNK`, those that may be read beside them at most `MARGIN` each. */
export interface Prefilter {
  find(bytes: Uint8Array, from: number, to: number, start: number, end: number): readonly Candidate[];
  /** Where the last search stopped; before `to` when it found very much. */
  readonly stopped: number;
  /** Whether the window of the n-th candidate of the last search is known to hold nothing. */
  known(index: number): boolean;
  /** Never to be given out again: nothing is in it. */
  remember(index: number): void;
}

/** What prefilter.wat exports. */
interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly stopped: { readonly value: number };
  find(from: number, to: number, start: number, end: number): number;
  known(index: number): number;
  remember(index: number): void;
}
interface WebAssemblyPart {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Machine };
}

/** @param fallback the same without WebAssembly */
export function makePrefilter(words: readonly Word[], fallback = false): Prefilter {
  const tables = prefilterTables(words);
  return (fallback ? undefined : WasmPrefilter.make(tables)) ?? new JsPrefilter(tables);
}

class WasmPrefilter implements Prefilter {
  readonly #machine: Machine;
  readonly #memory: Uint8Array;
  readonly #out: Int32Array;

  private constructor(machine: Machine, tables: Uint8Array) {
    this.#machine = machine;
    this.#memory = new Uint8Array(machine.memory.buffer);
    this.#memory.set(tables);
    this.#out = new Int32Array(machine.memory.buffer, LAYOUT.out, (LAYOUT.known - LAYOUT.out) / 4);
  }

  /** Nothing where WebAssembly is forbidden (`node --jitless`). */
  static make(tables: Uint8Array): WasmPrefilter | undefined {
    try {
      const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyPart }).WebAssembly;
      return new WasmPrefilter(new Instance(new Module(Buffer.from(PREFILTER_WASM, 'base64'))).exports, tables);
    } catch {
      return undefined;
    }
  }

  #base = 0;
  get stopped(): number {
    return this.#machine.stopped.value - this.#base;
  }

  find(bytes: Uint8Array, from: number, to: number, start: number, end: number): Candidate[] {
    if (to - from > CHUNK || from - start > MARGIN || end - to > MARGIN) throw new RangeError('more than the prefilter has room for');
    this.#memory.set(bytes.subarray(start, end), LAYOUT.text);
    // What lay there before must not be read as text.
    this.#memory.fill(0, LAYOUT.text + end - start, LAYOUT.text + end - start + 8);
    const base = LAYOUT.text - start;
    this.#base = base;
    const count = this.#machine.find(from + base, to + base, LAYOUT.text, end + base);
    const out = this.#out;
    return Array.from({ length: count }, (_, index) => ({
      at: (out[index * 6] ?? 0) - base,
      word: out[index * 6 + 1] ?? 0,
      from: (out[index * 6 + 2] ?? 0) - base,
      to: (out[index * 6 + 3] ?? 0) - base,
    }));
  }

  known(index: number): boolean {
    return this.#machine.known(index) === 1;
  }
  remember(index: number): void {
    this.#machine.remember(index);
  }
}
