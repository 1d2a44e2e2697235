import type { Quoted } from './text.ts';

/** One file as `launch-ready env` would have it. */
export interface EnvFilePlan {
  /** Below the repository. */
  readonly path: string;
  /** `new`, `longer` by some lines, the same as there is, or `differs`: then it is left alone. */
  readonly is: 'new' | 'longer' | 'same' | 'differs';
  /** The whole file. */
  readonly text: string;
  /** What is added to a file that is there. */
  readonly added: string;
}
export interface EnvPlan {
  readonly needed: number;
  readonly optional: number;
  /** Places where the name is computed: what is read there has to be added by hand. */
  readonly dynamic: readonly { readonly path: Quoted; readonly line: number }[];
  readonly example: EnvFilePlan;
  readonly module: EnvFilePlan;
}
