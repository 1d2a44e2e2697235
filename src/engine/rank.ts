import type { Finding } from '../model/finding.ts';
import type { Impact } from '../model/terms.ts';
import { CLASSES, GRADES, IMPACTS, REACHES } from '../model/terms.ts';
import { subjectKey } from '../model/subject.ts';

/** Puts the finding to fix first in front: class, impact in the profile's order, grade, reach, minutes, then id and subject. Deterministic. */
export function rank(findings: readonly Finding[], impactOrder: readonly Impact[]): Finding[] {
  const order = [...impactOrder, ...IMPACTS.filter((impact) => !impactOrder.includes(impact))];
  const key = (finding: Finding): readonly (number | string)[] => [
    CLASSES.indexOf(finding.class),
    order.indexOf(finding.impact),
    GRADES.indexOf(finding.grade),
    REACHES.indexOf(finding.reach),
    finding.minutes,
    `${finding.check}:${finding.problem}`,
    subjectKey(finding.subject),
    finding.fingerprint,
  ];
  return [...findings]
    .map((finding) => ({ finding, key: key(finding) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ finding }) => finding);
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
