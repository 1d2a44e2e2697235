import type { Assessment } from '../../model/assessment.ts';
import type { Finding, Proof } from '../../model/finding.ts';
import { CLASSES } from '../../model/terms.ts';
import { alike, placeName } from '../summary.ts';
import {
  capital,
  classLabel,
  GRADE_MEANINGS,
  GRADE_TITLES,
  IMPACT_TITLES,
  problemId,
  riskLabel,
  sayEffort,
  sayMinutes,
  STAGE_TITLES,
  stagesInOrder,
  subjectTitle,
} from '../words.ts';
import type { Markup } from './markup.ts';
import { block, html } from './markup.ts';

const REACH_TITLES: Readonly<Record<Finding['reach'], string>> = { 'all-users': 'meets all users', 'one-flow': 'meets one flow', internal: 'meets only you' };

/** The ranked findings as cards that open without a script. The first one is open. */
export function risksSection(assessment: Assessment): Markup {
  const { findings, verdicts } = assessment;
  const unknown = verdicts.length === 0 || verdicts.some((verdict) => verdict.outcome === 'unknown');
  return html`<section aria-labelledby="h-risks"><h2 id="h-risks">Risks</h2>
    <p class="lead">${findings.length > 0 ? 'The first is the one to fix first.' : unknown ? 'No risk was found in what could be checked. See below what could not.' : 'No risk was found.'}</p>
    ${findings.length > 1 && toolbar(assessment)}
    ${findings.length > 0 && html`<ol class="risks">${alike(findings).map((group, at) => card(group, at, assessment))}</ol>`}
  </section>`;
}

/** Shown by the script only: without it there is nothing to filter with. */
function toolbar({ findings, profile }: Assessment): Markup {
  const stages = stagesInOrder(profile).filter((stage) => findings.some((finding) => finding.stage === stage));
  const classes = CLASSES.filter((of) => findings.some((finding) => finding.class === of));
  return html`<div class="tools" id="tools" role="search" aria-label="Filter the risks" hidden>
    <input id="search" type="search" placeholder="Search risks" aria-label="Search risks" autocomplete="off" spellcheck="false">
    <select id="stage" aria-label="Area"><option value="">All areas</option>${stages.map((stage) => html`<option value="${stage}">${STAGE_TITLES[stage]}</option>`)}</select>
    <div class="chips">${classes.map(
      (of) =>
        html`<button type="button" data-filter-class="${of}" aria-pressed="false">${capital(classLabel(of, profile))} <span>${findings.filter((finding) => finding.class === of).length}</span></button>`,
    )}<span class="count soft small" id="count" role="status"></span><button type="button" class="plain" id="toggle">Open all</button></div>
  </div>`;
}

/** One card for findings of one problem: the first in full, the others inside it, each with its own proof and fix. */
function card([finding, ...others]: readonly [Finding, ...Finding[]], at: number, assessment: Assessment): Markup {
  const { fix } = finding;
  const effort = finding.waitMinutes > 0 ? `${sayMinutes(finding.minutes)} + ${sayMinutes(finding.waitMinutes)} wait` : sayMinutes(finding.minutes);
  const places = [...new Set(others.map(placeName))].join(', ');
  return html`<li class="risk ${finding.class}" id="${anchor(finding, assessment)}" data-class="${finding.class}" data-stage="${finding.stage}"><details${at === 0 && html` open`}>
    <summary><span class="number">${at + 1}</span><div><div class="label"><b>${capital(riskLabel(finding, assessment.profile))}</b><span>${STAGE_TITLES[finding.stage]}</span>
      <span>${subjectTitle(finding.subject, assessment)}</span>${finding.verifyFirst && html`<span>verify first</span>`}</div><h3>${finding.says}</h3>
      ${others.length > 0 && html`<p class="soft small">${others.length} more like it: ${places}</p>`}
      ${fix.steps[0] !== undefined && html`<p class="print-only fix-line">Fix: ${fix.steps[0]}</p>`}</div><span class="effort">${effort}</span></summary>
    <div class="body">
      ${finding.verifyFirst && html`<p class="verify"><b>Verify first.</b> This is inferred, not proven, so it cannot block the launch. The test below proves it or clears it.</p>`}
      <div><h4>Why it matters</h4><p>${finding.why}</p>${finding.classBecause !== undefined && html`<p class="soft small">Why this class: ${finding.classBecause}</p>`}</div>
      ${substance(finding)}
      <div class="meta"><p>${capital(GRADE_TITLES[finding.grade])}: ${GRADE_MEANINGS[finding.grade]}. Impact: ${IMPACT_TITLES[finding.impact]}, ${REACH_TITLES[finding.reach]}${finding.irreversible && ', cannot be undone'}. Takes ${sayEffort(finding)}.</p>
        <p><code>${problemId(finding)}</code> · ${[...finding.rows, ...finding.refs].join(' · ')}</p></div>
      ${
        others.length > 0 &&
        html`<div><h4>${others.length} more like it</h4><ul class="alike">${others.map(
          (other) =>
            html`<li id="${anchor(other, assessment)}"><details><summary>${other.says}</summary><div class="body">${substance(other)}</div></details></li>`,
        )}</ul></div>`
      }
    </div></details></li>`;
}

/** Where links of the plan lead: by rank. */
const anchor = (finding: Finding, { findings }: Assessment): string => `f${findings.indexOf(finding) + 1}`;

function substance({ proof, test, fix }: Finding): Markup {
  return html`${proof.length > 0 && html`<div><h4>What was seen</h4>${proof.map(proofMarkup)}</div>`}
      <div><h4>Test it yourself</h4>${codeBox(test, 'the test')}</div>
      <div><h4>Fix</h4>${stepsMarkup(fix.steps)}
        ${fix.snippet && html`<p class="where">Where: ${fix.snippet.where}</p>${codeBox(fix.snippet.text, 'the fix')}`}</div>`;
}

function stepsMarkup(steps: readonly string[]): Markup {
  if (steps.length === 1) return html`<p>${steps[0]}</p>`;
  return html`<ol>${steps.map((step) => html`<li>${step}</li>`)}</ol>`;
}

function proofMarkup({ says, lines, location }: Proof): Markup {
  return html`<p>${says}${location && html` <code>${location.path}${location.line !== undefined && `:${location.line}`}</code>${location.commit !== undefined && html` in commit <code>${location.commit.replace(/^([0-9a-f]{10})[0-9a-f]{30}$/u, '$1')}</code>`}`}</p>
    ${lines !== undefined && lines.length > 0 && html`<div class="code"><pre>${block(lines.join('\n'))}</pre></div>`}`;
}

/** A block with a copy button, which the script adds. `what` completes "Copy …". */
export function codeBox(text: string, what: string): Markup {
  return html`<div class="code" data-copy="${what}"><pre>${block(text)}</pre></div>`;
}
