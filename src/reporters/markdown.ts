import type { Assessment } from '../model/assessment.ts';
import { inline } from './markdown/escape.ts';
import {
  areaSection,
  attestationSection,
  coverageSection,
  decisionSection,
  document,
  findingSection,
  inventorySection,
  passedSection,
  questionSection,
  runSection,
  unknownSection,
  waiverSection,
} from './markdown/sections.ts';
import { planLines } from './plan.ts';

/** The whole report as Markdown (CommonMark with one GFM table). Text from outside comes out as text: no HTML, links or mentions. */
export function markdown(assessment: Assessment): string {
  const { findings, target } = assessment;
  return document([
    { lines: [`# Launch readiness of ${inline(target.project) || 'this project'}`] },
    { lines: decisionSection(assessment, '##') },
    { lines: runSection(assessment) },
    { heading: '## Areas', lines: areaSection(assessment) },
    {
      heading: '## Risks, worst first',
      lines: findings.length > 0 ? findings.flatMap((finding, at) => ['', ...findingSection(finding, at + 1, assessment, '###')]).slice(1) : [],
    },
    { heading: '## Questions only you can answer', lines: questionSection(assessment) },
    { heading: '## 48-hour plan', lines: planLines(assessment, '###') },
    { heading: '## Not checked', lines: unknownSection(assessment) },
    { heading: '## Domain and routing map', lines: inventorySection(assessment) },
    { heading: '## Coverage of what is required', lines: coverageSection(assessment) },
    { heading: '## Waivers', lines: waiverSection(assessment) },
    { heading: '## Attestations', lines: attestationSection(assessment) },
    { heading: '## What passed', lines: passedSection(assessment) },
  ]);
}
