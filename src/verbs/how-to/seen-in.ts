import type { EvidenceKind } from '../../model/evidence.ts';
import type { ArchivedRun } from '../../ports/store.ts';

/** What a run saw of one subject; nothing when it could not look. */
export function seenIn<T>({ evidence }: ArchivedRun, kind: EvidenceKind<T>, subject: string): T | undefined {
  const found = evidence.find((one) => one.kind === kind.id && one.subject.name === subject);
  return found?.seen ? (found.value as T) : undefined;
}
