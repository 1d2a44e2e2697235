export const SUBJECT_KINDS = ['project', 'domain', 'host', 'repository'] as const;
/** What evidence and verdicts are about. `project` is the root; a host belongs to its domain. */
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** One thing looked at. `name` is canonical: lower-case host names without the final dot, repository `.`. */
export interface Subject {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Key of the subject this one belongs to (see `subjectKey`); none for the project. */
  readonly parent?: string;
}

/** The canonical text of a subject, used as key and in fingerprints: `host:app.example.com`. */
export function subjectKey(subject: Pick<Subject, 'kind' | 'name'>): string {
  return `${subject.kind}:${subject.name}`;
}
