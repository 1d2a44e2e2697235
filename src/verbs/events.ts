import type { Stage } from '../model/terms.ts';

/** What a run says while it works. Surfaces render it; nothing here is prose for one surface only. */
export type RunEvent =
  | { readonly type: 'planned'; readonly target: string; readonly looks: readonly { readonly id: string; readonly title: string }[] }
  | { readonly type: 'progress'; readonly area: Stage; readonly done: number; readonly total: number; readonly unseen: number }
  | { readonly type: 'archived'; readonly file: string }
  | { readonly type: 'note'; readonly says: string };
