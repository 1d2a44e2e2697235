/** A table of facts about the outside world in `data/`, which grow old. */
export interface Catalogue {
  /** Name of its file in `data/`. */
  readonly id: string;
  /** What it lists, in plain words: "mail services and what they ask of DNS". */
  readonly title: string;
  /** ISO date on which it was last compared with its source. */
  readonly asOf: string;
  readonly maxAgeDays: number;
  readonly source: string;
  readonly licence: string;
  /** What to do, or to run, to bring it up to date. */
  readonly refresh: string;
  /** `area/noun` or `area/noun:problem`: findings that rest on it. Past its age they are guesses. */
  readonly decides: readonly string[];
  /** Checks that find only what it lists. Past its age a pass says so. */
  readonly seeks: readonly string[];
}

/** Where the facts of one entry of a catalogue come from. */
export interface EntrySource {
  /** Page or file. */
  readonly url: string;
  /** ISO date on which somebody opened it and compared the entry with it; `null`: written from memory, nobody did. */
  readonly read: string | null;
}

/** The grade of a finding that rests on these entries alone: what nobody compared with a source is a guess and blocks no launch. */
export function gradeOf(...sources: readonly EntrySource[]): { readonly grade?: 'inferred' } {
  return sources.some(({ read }) => read === null) ? { grade: 'inferred' } : {};
}

const DAY_MS = 86_400_000;

/** Whether a catalogue is past its age at `now` (epoch milliseconds). What rests on it alone is then a guess. */
export function isPastItsAge({ asOf, maxAgeDays }: Catalogue, now: number): boolean {
  return now > Date.parse(asOf) + maxAgeDays * DAY_MS;
}
