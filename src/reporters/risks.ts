import type { Assessment } from '../model/assessment.ts';
import type { Class } from '../model/terms.ts';
import { CLASSES } from '../model/terms.ts';
import { code, inline, strong } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { capital, classLabel, DECISION_TITLES, GRADE_TITLES, IMPACT_TITLES, sayEffort, sayInstant, STAGE_TITLES, subjectTitle } from './words.ts';

/** The ranked risk list as its own Markdown document: one paragraph per risk, in the order in which to fix them. */
export function risks(assessment: Assessment): string {
  const { target, decision, run, profile, findings } = assessment;
  return document([
    { lines: [`# Ranked risks of ${inline(target.project) || 'this project'}`] },
    {
      lines: [
        `**${DECISION_TITLES[decision.decision]}.** ${inline(decision.rule.says)} Profile ${inline(profile.title)}, ${inline(sayInstant(run.at))}.`,
        '',
        `Order: class, then impact (${profile.impactOrder.map((impact) => IMPACT_TITLES[impact]).join(', ')}), then how sure it is, who meets it, and what is quick to fix.`,
      ],
    },
    ...CLASSES.map((of) => ({ heading: `## ${capital(inline(classLabel(of, profile)))}`, lines: classLines(of, assessment) })),
    ...(findings.length === 0 ? [{ lines: ['No risk was found. What could not be checked is in the report.'] }] : []),
  ]);
}

function classLines(of: Class, assessment: Assessment): string[] {
  return assessment.findings.flatMap((finding, at) => {
    if (finding.class !== of) return [];
    const { profile } = assessment;
    const label = profile.riskLabels.by === 'impact' ? profile.riskLabels.labels[finding.impact] : IMPACT_TITLES[finding.impact];
    const about = new Set([
      capital(inline(label)),
      STAGE_TITLES[finding.stage],
      code(subjectTitle(finding.subject, assessment)),
      GRADE_TITLES[finding.grade],
      sayEffort(finding),
    ]);
    return [
      `${at + 1}. ${strong(finding.says)}${finding.verifyFirst ? ' (verify first)' : ''}`,
      '',
      `   ${[...about].join(' · ')}`,
      '',
      `   ${inline(finding.why)}`,
      '',
      ...(finding.fix.steps[0] === undefined ? [] : [`   Fix: ${inline(finding.fix.steps[0])}`, '']),
    ];
  });
}
