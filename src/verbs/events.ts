import type { ProgressEvent } from '../model/progress.ts';

/** What a run says while it works. Surfaces render it; nothing here is prose for one surface only. */
export type RunEvent =
  | {
      readonly type: 'planned';
      readonly target: string;
      readonly looks: readonly { readonly id: string; readonly title: string }[];
      /** Titles of the looks that do more than read what is public, and will be made because of `owned` or `--active`. */
      readonly beyond: readonly string[];
    }
  | { readonly type: 'progress'; readonly progress: ProgressEvent }
  | { readonly type: 'archived'; readonly file: string }
  | { readonly type: 'note'; readonly says: string };
