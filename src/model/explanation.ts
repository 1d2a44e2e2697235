import type { Check, Problem } from './check.ts';
import type { Profile } from './profile.ts';
import type { RowId } from './rows.ts';

/** What `launch-ready explain` answers. */
export type Explanation =
  | {
      readonly about: 'list';
      readonly checks: readonly { readonly id: string; readonly title: string; readonly stage: string }[];
      readonly profiles: readonly string[];
    }
  | { readonly about: 'check'; readonly check: ExplainedCheck }
  | { readonly about: 'problem'; readonly check: ExplainedCheck; readonly problem: string; readonly details: Problem }
  | { readonly about: 'profile'; readonly profile: Profile }
  | { readonly about: 'row'; readonly row: RowId; readonly asks: string; readonly checks: readonly string[] };
/** A check as a reader needs it: without its code, with what it looks at in plain words. */
export type ExplainedCheck = Omit<Check, 'judge' | 'needs'> & { readonly looksAt: readonly string[] };
