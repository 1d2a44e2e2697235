import { Buffer } from 'node:buffer';
import type { LineCounts, LineJudge, LinePass, LineState, NumberForm } from './line-judge.ts';
import { JsLinePass } from './line-pass-js.ts';
import { LINE_PASS_WASM } from './line-pass-wasm.gen.ts';
import { keyOf, LAYOUT, passTables, TEXT_ROOM } from './pass-tables.ts';

/** What line-pass.wat exports. */
interface Machine {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly done: Global;
  readonly line: Global;
  readonly lineStart: Global;
  readonly isError: Global;
  readonly stopped: Readonly<Global>;
  readonly entries: Readonly<Global>;
  readonly structured: Readonly<Global>;
  readonly withRequestId: Readonly<Global>;
  readonly errors: Readonly<Global>;
  readonly requests: Readonly<Global>;
  readonly failed: Readonly<Global>;
  pass(from: number, to: number): number;
  remember(index: number): void;
}
interface Global {
  value: number;
}
interface WebAssemblyPart {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Machine };
}

/** @param fallback the same without WebAssembly */
export function makeLinePass(state: LineState, fallback = false): LinePass {
  return (fallback ? undefined : WasmLinePass.make(state)) ?? new JsLinePass(state, TEXT_ROOM);
}

/** Numbers of the events in line-pass.wat. */
const EVENT = { named: 1, plain: 2, level: 3, address: 4, mail: 9, token: 11 } as const;
const FORMS: Readonly<Record<number, NumberForm>> = { 5: 'after-capitals', 6: 'in-brackets', 7: 'in-groups', 8: 'in-one-piece', 10: 'after-plus' };
const RECORD = 8;
/** Nothing of an earlier block may be read as what follows. */
const MARGIN = 64;

class WasmLinePass implements LinePass {
  readonly #machine: Machine;
  readonly #memory: Uint8Array;
  readonly #out: Int32Array;
  readonly #state: LineState;
  #saidErrors = 0;
  readonly text: Uint8Array;

  private constructor(machine: Machine, state: LineState) {
    const { buffer } = machine.memory;
    this.#machine = machine;
    this.#memory = new Uint8Array(buffer);
    this.#memory.set(passTables());
    this.#out = new Int32Array(buffer, LAYOUT.out, (LAYOUT.text - LAYOUT.out) / 4);
    this.#state = state;
    // A buffer: of any other array a text is only made by way of one.
    this.text = Buffer.from(buffer, LAYOUT.text, TEXT_ROOM);
  }

  /** Nothing where WebAssembly is forbidden (`node --jitless`). */
  static make(state: LineState): WasmLinePass | undefined {
    try {
      const { Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyPart }).WebAssembly;
      return new WasmLinePass(new Instance(new Module(Buffer.from(LINE_PASS_WASM, 'base64'))).exports, state);
    } catch {
      return undefined;
    }
  }

  run(length: number, judge: LineJudge): void {
    const machine = this.#machine;
    const end = LAYOUT.text + length;
    const behind = this.#memory.slice(end, end + MARGIN);
    this.#memory.fill(0, end, end + MARGIN);
    machine.done.value = 0;
    machine.lineStart.value = LAYOUT.text;
    for (let from: number = LAYOUT.text; from < end; from = machine.stopped.value) {
      const count = machine.pass(from, end);
      for (let index = 0; index < count; index++) this.#look(index, judge);
    }
    this.#memory.set(behind, end);
    this.#state.line = machine.line.value;
    this.#state.lineStart = 0;
  }

  #look(index: number, judge: LineJudge): void {
    const out = this.#out;
    const machine = this.#machine;
    const record = index * RECORD;
    const at = (out[record] as number) - LAYOUT.text;
    const what = out[record + 1] as number;
    const extra = (out[record + 2] as number) - LAYOUT.text;
    this.#state.line = out[record + 3] as number;
    this.#state.lineStart = (out[record + 4] as number) - LAYOUT.text;
    switch (what & 255) {
      case EVENT.named:
        if (!judge.named(at, keyOf(what >> 8), extra)) machine.remember(index);
        return;
      case EVENT.address:
        return judge.address(at);
      case EVENT.mail:
        return judge.mail(at, extra);
      case EVENT.plain:
        if (judge.speaksOfError(at)) this.#saidErrors++;
        return;
      case EVENT.level:
        if (judge.isErrorLevel(at)) machine.isError.value = 1;
        return;
    }
    const form = FORMS[what & 255];
    const last = form === undefined ? judge.token(at) : judge.number(form, at, extra);
    if (last >= 0) machine.done.value = last + LAYOUT.text;
  }

  get counts(): LineCounts {
    const { line, entries, structured, withRequestId, errors, requests, failed } = this.#machine;
    return {
      lines: line.value - 1,
      entries: entries.value,
      structured: structured.value,
      withRequestId: withRequestId.value,
      errors: errors.value + this.#saidErrors,
      requests: requests.value,
      failedRequests: failed.value,
    };
  }
}
