import { integrity } from '../formats/integrity.ts';
import type { Assessment } from '../model/assessment.ts';
import { areasSection, decisionSection, figuresSection } from './html/decision.ts';
import { coverageSection, inventorySection, questionsSection, restSection, unknownSection } from './html/lists.ts';
import type { Markup } from './html/markup.ts';
import { html as markup, verbatim } from './html/markup.ts';
import { planSection } from './html/plan.ts';
import { risksSection } from './html/risks.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { DECISION_TITLES, sayDuration, sayInstant } from './words.ts';

const POLICY = `default-src 'none'; style-src '${integrity(style)}'; script-src '${integrity(script)}'; base-uri 'none'; form-action 'none'`;

/**
 * The whole report as one HTML file: opens offline and asks nobody for anything, works without its script, prints as a risk list and a one-page plan.
 * Everything from the assessment is escaped where it is put in; the policy lets nothing run but our own style and script.
 */
export function html(assessment: Assessment): string {
  const { target, decision } = assessment;
  const questions = questionsSection(assessment);
  const unknown = unknownSection(assessment);
  const coverage = coverageSection(assessment);
  const inventory = inventorySection(assessment);
  const links = [
    ['h-risks', 'Risks'],
    ['h-plan', 'Plan'],
    ...(questions ? [['h-questions', 'Questions']] : []),
    ...(unknown ? [['h-unknown', 'Not checked']] : []),
    ...(coverage ? [['h-coverage', 'Required']] : []),
    ...(inventory ? [['h-map', 'Domain map']] : []),
    ['h-rest', 'On record'],
  ].map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`);
  const document = markup`<!doctype html>
    <html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
    <meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
    <title>${DECISION_TITLES[decision.decision]} · ${target.project || 'Launch Ready'}</title><style>${verbatim(style)}</style></head>
    <body><a class="skip" href="#h-risks">Skip to the risks</a><div class="page">
    ${topLine(assessment)}<main>${decisionSection(assessment)}${figuresSection(assessment)}
    <nav aria-label="Sections"><ul>${links}</ul></nav>
    ${risksSection(assessment)}${planSection(assessment)}${questions}${unknown}${areasSection(assessment)}${coverage}${inventory}${restSection(assessment)}</main>
    ${footLine(assessment)}</div><p class="skip" id="live" role="status"></p><script>${verbatim(script)}</script></body></html>`;
  return `${document.markup}\n`;
}

function topLine({ target, run, profile }: Assessment): Markup {
  const about = [target.project, run.environment, profile.title].filter((part) => part !== '').join(' · ');
  return markup`<div class="top"><span><b>Launch Ready</b></span><span>${about}</span><span>${sayInstant(run.at)}</span></div>`;
}

function footLine({ tool, run, release, target, profile }: Assessment): Markup {
  return markup`<footer><p>Launch Ready ${tool.version} · run ${run.id} · looked from ${run.vantage} for ${sayDuration(run.tookMs)} · profile ${profile.title} (${profile.key})${release.commit !== null && ` · commit ${release.commit}`}${release.dirty === true && ' with uncommitted changes'}</p>
    <p>Hosts: ${target.hosts.join(', ') || 'none'}. Repository: ${target.repository ? 'yes' : 'no'}. Config: ${target.configFile ?? 'none'}.</p>
    <p class="print-only">The proofs, the full fixes and what could not be checked are in the HTML report.</p></footer>`;
}
