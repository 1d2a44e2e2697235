import type { EnvValueFile } from '../../evidence/secrets/env-values.ts';
import type { Proof } from '../../model/finding.ts';

type Variable = EnvValueFile['variables'][number];
export interface Placed {
  readonly file: EnvValueFile;
  readonly variable: Variable;
}

/** Variables of the files that hold real values, one by one. */
export function privateVariables(files: readonly EnvValueFile[]): Placed[] {
  return files.filter(({ kind }) => kind === 'private').flatMap((file) => file.variables.map((variable) => ({ file, variable })));
}

/** Names only, and the line: a proof never shows a value. */
export function proofAt(says: string, placed: readonly Placed[]): Proof[] {
  return placed.slice(0, 8).map(({ file, variable }) => ({ says: `${says}: ${variable.name}`, location: { path: file.path, line: variable.line } }));
}

/** Each name once, in order. */
export const namesOf = (placed: readonly Placed[]): string[] => [...new Set(placed.map(({ variable }) => variable.name))].sort();
