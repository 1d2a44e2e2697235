import type { Io, LocalIo } from '../ports/io.ts';
import type { Judging, Registry } from '../ports/registry.ts';
import type { KeptStore, RunStore } from '../ports/store.ts';
import type { Intent } from '../model/intent.ts';

/** What verbs are handed by `compose`: the world, what judges and looks, and the store. */
export interface Deps {
  readonly version: string;
  readonly judging: Judging;
  /** Loads what looks as well. */
  registry(): Promise<Registry>;
  readonly store: RunStore;
  readonly kept: KeptStore;
  /** A new Io for one run of this intent. */
  openIo(intent: Intent): Promise<Io>;
  /** A new Io for looking at one folder and its repository, with no network. Rejects when there is no such folder. */
  openLocal(folder: string): Promise<LocalIo>;
  /** Writes a whole file or nothing; makes its folder. */
  writeFile(file: string, text: string, options?: { readonly mode?: number }): Promise<void>;
}
