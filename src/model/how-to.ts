/** How the records and keys of one project are changed, written down for whoever looks after it next (MISSION N12): `launch-ready how-to`. */
export interface HowTo {
  readonly project: string;
  /** The run that it was made from, and when that looked (ISO instant). */
  readonly run: string;
  readonly at: string;
  readonly chapters: readonly HowToChapter[];
}
export interface HowToChapter {
  readonly title: string;
  /** What is there now, with outside text. */
  readonly now: readonly string[];
  /** What to do, in order. */
  readonly steps: readonly string[];
  /** Command that shows whether it worked. */
  readonly check?: string;
}
