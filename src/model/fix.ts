/** One change a fix makes. What it was before is saved before applying, so that it can be undone. */
export type Change =
  | { readonly kind: 'dns'; readonly op: 'add' | 'remove'; readonly name: string; readonly type: string; readonly ttl: number; readonly data: string }
  | { readonly kind: 'file'; readonly path: string; readonly op: 'append' | 'replace' | 'remove-from-git'; readonly find?: string; readonly text?: string };

/** What came of trying a fix on a copy of the world before showing it. */
export interface Trial {
  /** `clears`: the finding is gone and nothing worse came; `stays`: it would still be there; `harms`: another problem would come up; `unknown`: it cannot be told. */
  readonly outcome: 'clears' | 'stays' | 'harms' | 'unknown';
  readonly says: string;
}

/** How to repair a finding: steps a person can follow, the exact text for their stack, and, where a machine can do it, the changes. */
export interface Remedy {
  readonly steps: readonly string[];
  readonly snippet?: { readonly language: 'dns' | 'nginx' | 'shell' | 'ts' | 'json' | 'env' | 'text'; readonly text: string; readonly where: string };
  readonly changes?: readonly Change[];
  /** Set once the changes were tried. */
  readonly trial?: Trial;
}

/** A machine-applicable fix for one finding. Its simulation applies the changes to an in-memory copy of the world and judges again. */
export interface Fix {
  readonly fingerprint: string;
  readonly says: string;
  readonly changes: readonly Change[];
}
