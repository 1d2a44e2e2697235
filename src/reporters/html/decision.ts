import type { Assessment } from '../../model/assessment.ts';
import { sentence } from '../../model/message.ts';
import { areas, blockerEffort, sayFindings, unknownGroups } from '../summary.ts';
import { capital, count, DECISION_TITLES, sayInstant, sayMinutes, STAGE_TITLES } from '../words.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

const FACTS_SHOWN = 4;

/** The decision, first and large: the rule that made it, the facts, and the figures that anybody can recompute. */
export function decisionSection(assessment: Assessment): Markup {
  const { decision, run } = assessment;
  const facts = decision.because.slice(0, FACTS_SHOWN);
  const left = decision.because.length - facts.length;
  return html`<header class="decision ${decision.decision}">
    <h1>${capital(DECISION_TITLES[decision.decision].toLowerCase())}</h1>
    <p class="says">${decision.rule.says}</p>
    ${decision.because.length > 0 && html`<ul>${facts.map((fact) => html`<li>${sentence(fact)}</li>`)}${left > 0 && html`<li>and ${left} more, all of them below</li>`}</ul>`}
    ${decision.lookAgainAt !== undefined && html`<p class="says small">Look again at ${sayInstant(decision.lookAgainAt)}.</p>`}
    <p class="rule">Decided by the rule <code>${decision.rule.id}</code>, never by a score.
      ${run.interrupted && html` The run was interrupted: what was not looked at yet counts as not checked.`}
      ${run.replayOf !== undefined && html` Judged again from the archive of run <code>${run.replayOf}</code>; nothing was looked at.`}
    </p>
  </header>`;
}

export function figuresSection(assessment: Assessment): Markup {
  const { coverage, findings, questions, profile } = assessment;
  const effort = blockerEffort(findings);
  const unknown = unknownGroups(assessment).reduce((sum, group) => sum + group.checks.length, 0);
  const minutes = questions.reduce((sum, question) => sum + question.minutes, 0);
  return html`<dl class="figures">
      <div><dt>Required checks</dt><dd>${coverage.proven} of ${coverage.total} proven<span>${coverage.failed} failed, ${coverage.unknown} unknown</span></dd></div>
      <div><dt>Found</dt><dd>${count(findings.length, 'risk')}<span>${findings.length > 0 && sayFindings(findings, profile)}</span></dd></div>
      <div><dt>Fixing the blockers</dt><dd>${effort.minutes > 0 ? sayMinutes(effort.minutes) : 'nothing to fix'}<span>${effort.waitMinutes > 0 && `and ${sayMinutes(effort.waitMinutes)} of waiting`}</span></dd></div>
      <div><dt>Still open</dt><dd>${count(questions.length, 'question')}<span>${minutes > 0 && `${sayMinutes(minutes)} to answer, `}${unknown} not checked</span></dd></div>
    </dl>
    ${coverage.total > 0 && coverageBar(coverage)}`;
}

function coverageBar({ proven, failed, unknown, total }: Assessment['coverage']): Markup {
  const share = (part: number): number => Math.round((part / total) * 1000);
  const [first, second] = [share(proven), share(failed)];
  const says = `${proven} of ${total} proven, ${failed} failed, ${unknown} unknown`;
  return html`<svg class="bar screen-only" role="img" aria-label="${says}" viewBox="0 0 1000 8" preserveAspectRatio="none">
    <rect class="proven" x="0" width="${first}" height="8"/><rect class="failed" x="${first}" width="${second}" height="8"/>
    <rect class="unknown" x="${first + second}" width="${Math.max(0, 1000 - first - second)}" height="8"/></svg>`;
}

/** One line per area, in the profile's order. */
export function areasSection(assessment: Assessment): Markup | false {
  const rows = areas(assessment);
  if (rows.length === 0) return false;
  return html`<section aria-labelledby="h-areas" class="screen-only"><h2 id="h-areas">Areas</h2>
    <ul class="areas">${rows.map(({ stage, passed, failed, unknown }) => {
      const parts = [passed > 0 ? `✔ ${passed} passed` : '', failed > 0 ? `✖ ${failed} failed` : '', unknown > 0 ? `? ${unknown} not checked` : ''].filter(
        (part) => part !== '',
      );
      return html`<li><b>${STAGE_TITLES[stage]}</b><span>${parts.length > 0 ? parts.join(' · ') : 'does not apply'}</span></li>`;
    })}</ul></section>`;
}
