import { fileRole } from '../../formats/file-role.ts';
import type { ScanFinding, ScanPlace } from '../../model/secret-scan.ts';

/** Several values of one kind that stand nowhere but in tests, documents and examples. */
export interface Tried {
  readonly says: string;
  readonly findings: readonly ScanFinding[];
  readonly places: readonly ScanPlace[];
  readonly morePlaces: number;
}

/** Values of one kind that only tests, documents and examples have become one: a folder of forty test keys is one thing to look at. */
export function gatherTried(findings: readonly ScanFinding[]): readonly (ScanFinding | Tried)[] {
  const kinds = Map.groupBy(findings, (finding) => (isTried(finding) ? finding.format : finding.id));
  return [...kinds.values()].flatMap((same): readonly (ScanFinding | Tried)[] => (same.length > 1 ? [together(same)] : same));
}

function together(findings: readonly ScanFinding[]): Tried {
  return {
    says: findings[0]?.says ?? '',
    findings,
    places: findings.flatMap(({ places }) => places),
    morePlaces: findings.reduce((sum, { morePlaces }) => sum + morePlaces, 0),
  };
}

function isTried({ places, history }: ScanFinding): boolean {
  return places.length > 0 && [...places.map(({ path }) => path), ...(history ? [history.path] : [])].every((path) => fileRole(path) !== 'code');
}
