/** What holds for an entry with one of these values at a key; `undefined` stands for a key that is not there. */
export interface Having {
  readonly key: string;
  readonly is: readonly (string | boolean | undefined)[];
}
/** One list of an API. */
export interface VariablesRead {
  /** `{project}`, `{team}` and `{target}` are replaced, each as one part of the path or query; an empty `teamId` is left out. */
  readonly url: string;
  /** Only asked when the config names a team or account. */
  readonly needsTeam?: true;
  /** That there is no such thing (404) only means that it holds no variable. */
  readonly mayBeAbsent?: true;
  /** Where the list stands in the answer: keys with dots between, empty for the answer itself. */
  readonly at: string;
  /** The names are the keys of one object. */
  readonly isMap?: true;
  /** Key of the object that holds an entry, when it is wrapped. */
  readonly inside?: string;
  readonly key: string;
  /** Key of the value; empty when the entry of a map is the value itself. */
  readonly value?: string;
  /** Entries whose value is the real one; without it, all that are not sealed. */
  readonly readable?: Having;
  /** Key of a digest of the value: equal ones are of equal values. */
  readonly digest?: string;
  /** Key of several values, each with its `context`. */
  readonly contexts?: string;
  readonly updated?: string;
  /** Keys that tell the stages which an entry serves. Without them it serves `stage`, or the only one there is. */
  readonly targets?: readonly string[];
  readonly stage?: string;
  /** Entries whose value nobody can read any more. */
  readonly sealed?: Having;
  /** Entries that everybody with access can read, where the host also has a kind that nobody can. */
  readonly plain?: Having;
  /** How the next page is asked for: the query parameter, and where its value stands. */
  readonly next?: { readonly query: string; readonly at: 'pagination.next' | 'cursor' | 'total_count' };
}
