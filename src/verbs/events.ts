import type { ProgressEvent } from '../model/progress.ts';

/** What a run says while it works. Surfaces render it; nothing here is prose for one surface only. */
export type RunEvent =
  | { readonly type: 'planned'; readonly target: string; readonly looks: readonly { readonly id: string; readonly title: string }[] }
  | { readonly type: 'progress'; readonly progress: ProgressEvent }
  | { readonly type: 'archived'; readonly file: string }
  | { readonly type: 'note'; readonly says: string };
