import type { Assessment, PlanBlock } from '../../model/assessment.ts';
import { namedBlock, sayNothing, sayStart } from '../plan.ts';
import { capital, sayEffort, sayMinutes, STAGE_TITLES } from '../words.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';

/** The 48-hour plan by hour blocks; on paper it is a sheet of its own with boxes to tick. Tasks link to the risks they close. */
export function planSection(assessment: Assessment): Markup {
  const { plan } = assessment;
  const places = new Map(assessment.findings.map((finding, at) => [finding.fingerprint, `f${at + 1}`]));
  const blocks = plan.blocks.filter((block) => block.tasks.length > 0);
  const nothing = blocks.length === 0 && plan.cut.length === 0;
  return html`<section aria-labelledby="h-plan" class="sheet"><h2 id="h-plan">48-hour plan</h2>
    <p class="lead">${nothing ? sayNothing(assessment) : `${sayMinutes(plan.minutes)} of work in all. What has to wait is started first.`}${plan.rule !== null && ` ${plan.rule}`}</p>
    ${blocks.length > 0 && html`<ol class="plan">${blocks.map((block) => blockMarkup(block, places))}</ol>`}
    ${plan.cut.length > 0 && html`<ul class="rows">${plan.cut.map((cut) => html`<li><span class="key">Not in 48 h</span><div><p>${cut.title}</p><p class="soft">${capital(cut.because)}</p></div></li>`)}</ul>`}
  </section>`;
}

function blockMarkup(block: PlanBlock, places: ReadonlyMap<string, string>): Markup {
  const minutes = block.tasks.reduce((sum, task) => sum + task.minutes, 0);
  return html`<li><p class="hours">${block.fromHour}–${block.toHour} h</p><p class="soft small">${namedBlock(block) && `${block.title} · `}${sayMinutes(minutes)}</p><ol>${block.tasks.map(
    (task) => {
      const place = task.findings.map((fingerprint) => places.get(fingerprint)).find((id) => id !== undefined);
      return html`<li class="task"><p>${place === undefined ? task.title : html`<a href="#${place}">${task.title}</a>`}</p>
      <p>${sayStart(task.startsAtMinute)} · ${sayEffort(task)} · ${STAGE_TITLES[task.stage]}${task.because !== '' && ` · ${task.because}`}</p></li>`;
    },
  )}</ol></li>`;
}
