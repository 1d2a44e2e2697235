import type { Assessment, CoverageItem, InventoryHost } from '../../model/assessment.ts';
import type { UnknownGroup } from '../summary.ts';
import { sayUnknown, unknownGroups } from '../summary.ts';
import { count, problemId, sayCoverage, sayDuration, sayInstant, sayMinutes, STAGE_TITLES, stagesInOrder, subjectTitle } from '../words.ts';
import type { Markup } from './markup.ts';
import { html } from './markup.ts';
import { codeBox } from './risks.ts';

/** Must-knows that only a person can answer, each with the line for the config. */
export function questionsSection({ questions }: Assessment): Markup | false {
  if (questions.length === 0) return false;
  return html`<section aria-labelledby="h-questions"><h2 id="h-questions">Questions only you can answer</h2>
    <p class="lead">The launch cannot be decided without them. “Nobody knows” is an answer too.</p>
    <ul class="rows">${questions.map(
      ({ row, asks, minutes, answerWith }) =>
        html`<li><span class="key">${row} · ${sayMinutes(minutes)}</span><div><h3>${asks}</h3><div class="screen-only"><p class="where">Answer in the config, under attestations:</p>${codeBox(answerWith, 'the answer')}</div></div></li>`,
    )}</ul></section>`;
}

/** What could not be checked, by reason; never counted as passed. */
export function unknownSection(assessment: Assessment): Markup | false {
  const groups = unknownGroups(assessment);
  if (groups.length === 0 && assessment.cut.length === 0) return false;
  return html`<section aria-labelledby="h-unknown" class="screen-only"><h2 id="h-unknown">Not checked</h2>
    <p class="lead">Could not look is not a pass: these count against the launch until they are seen.</p>
    <ul class="rows">${groups.map(unknownRow)}${assessment.cut.map((line) => html`<li><span class="key">Cut off</span><p>${line}</p></li>`)}</ul></section>`;
}

const CHECKS_SHOWN = 5;
/** One reason with its checks; a long list is closed at first. */
function unknownRow({ reason, checks }: UnknownGroup): Markup {
  const lines = checks.map(
    ({ title, id, subjects }) => html`<p class="soft">${title} <code>${id}</code>${subjects.length > 0 && `: ${subjects.join(', ')}`}</p>`,
  );
  const list = lines.length > CHECKS_SHOWN ? html`<details><summary>Show all ${lines.length}</summary>${lines}</details>` : html`${lines}`;
  return html`<li><span class="key">${sayUnknown(checks)}</span><div><h3>${reason}</h3>${list}</div></li>`;
}

const STATE_ORDER: readonly CoverageItem['state'][] = ['failed', 'unknown', 'proven', 'not-applicable'];
const STATE_TITLES: Readonly<Record<CoverageItem['state'], string>> = {
  failed: '✖ failed',
  unknown: '? unknown',
  proven: '✔ proven',
  'not-applicable': '– n/a',
};

/** Every required item with its state, so that the figure can be recomputed. */
export function coverageSection({ coverage }: Assessment): Markup | false {
  if (coverage.items.length === 0) return false;
  const items = STATE_ORDER.flatMap((state) => coverage.items.filter((item) => item.state === state));
  return html`<section aria-labelledby="h-coverage" class="screen-only"><h2 id="h-coverage">Required for this launch</h2>
    <p class="lead">${sayCoverage(coverage)}. Count them yourself.</p>
    <details class="more"><summary>${count(items.length, 'item')}</summary><ul class="rows">${items.map(
      ({ id, title, rows, state, reason }) =>
        html`<li><span class="key ${state}">${STATE_TITLES[state]}</span><div><p>${title}</p><p class="soft"><code>${id}</code> ${rows.join(' ')}${reason !== undefined && `: ${reason}`}</p></div></li>`,
    )}</ul></details></section>`;
}

/** Domain and routing map. */
export function inventorySection({ inventory }: Assessment): Markup | false {
  if (inventory.length === 0) return false;
  return html`<section aria-labelledby="h-map" class="screen-only"><h2 id="h-map">Domain and routing map</h2>
    <table class="map"><thead><tr><th scope="col">Host</th><th scope="col">Purpose, owner</th><th scope="col">Records</th><th scope="col">Ends at</th><th scope="col">Certificate until</th></tr></thead>
    <tbody>${inventory.map(hostRow)}</tbody></table></section>`;
}
function hostRow(host: InventoryHost): Markup {
  const records = host.records.map(
    (record) => html`<div><code>${record.type} ${record.data}</code> ${record.ttl !== null && html`<span class="soft small">${record.ttl} s</span>`}</div>`,
  );
  return html`<tr><td data-label="Host"><b>${host.name}</b></td><td data-label="Purpose"><span>${host.purpose}, ${host.owner ?? 'no owner named'}${!host.declared && html` <span class="soft small">(not in the config)</span>`}</span></td>
    <td data-label="Records"><div>${records.length > 0 ? records : html`<span class="soft">none seen</span>`}</div></td><td data-label="Ends at"><span>${host.endsAt ?? html`<span class="soft">not seen</span>`}</span></td>
    <td data-label="Certificate"><span>${host.certificateUntil === null ? html`<span class="soft">not seen</span>` : sayInstant(host.certificateUntil).slice(0, 10)}</span></td></tr>`;
}

/** Waivers, attestations and what passed: closed, as nobody has to act on them. */
export function restSection(assessment: Assessment): Markup {
  const { waived, endedWaivers, attestations, verdicts } = assessment;
  const passed = stagesInOrder(assessment.profile).flatMap((stage) => verdicts.filter((verdict) => verdict.stage === stage && verdict.outcome === 'pass'));
  const notApplicable = verdicts.filter((verdict) => verdict.outcome === 'not-applicable');
  return html`<section aria-labelledby="h-rest" class="screen-only"><h2 id="h-rest">On record</h2>
    ${more(
      `What passed: ${passed.length}`,
      passed.map(
        (verdict) =>
          html`<li><span class="key">${STAGE_TITLES[verdict.stage]}</span><div><p>${verdict.title}</p><p class="soft">${subjectTitle(verdict.subject, assessment)}${verdict.reason !== undefined && `: ${verdict.reason}`}</p></div></li>`,
      ),
    )}
    ${more(
      `Does not apply: ${notApplicable.length}`,
      notApplicable.map(
        (verdict) =>
          html`<li><span class="key">${STAGE_TITLES[verdict.stage]}</span><div><p>${verdict.title}</p><p class="soft">${verdict.reason}</p></div></li>`,
      ),
    )}
    ${more(
      `Waived: ${waived.length}`,
      waived.map(
        ({ finding, waiver }) =>
          html`<li><span class="key">until ${sayInstant(waiver.until)}</span><div><p>${finding.says}</p><p class="soft"><code>${problemId(finding)}</code> ${waiver.reason} (${waiver.owner})</p></div></li>`,
      ),
    )}
    ${more(
      `Waivers that ended: ${endedWaivers.length}`,
      endedWaivers.map(
        ({ waiver, because }) =>
          html`<li><span class="key">${sayInstant(waiver.until)}</span><div><p><code>${waiver.check}:${waiver.problem}</code></p><p class="soft">${because} (${waiver.owner})</p></div></li>`,
      ),
    )}
    ${more(
      `Attested by people: ${attestations.length}`,
      attestations.map(
        ({ row, statement, by, evidence, at, until }) =>
          html`<li><span class="key">${row}</span><div><p>${statement}</p><p class="soft">${by}, ${sayInstant(at)}${until !== undefined && ` until ${sayInstant(until)}`}; ${evidence}</p></div></li>`,
      ),
    )}
    ${more('How it was looked at', lookRows(assessment))}
  </section>`;
}

function lookRows({ timings, traffic }: Assessment): Markup[] {
  const slowest = timings.toSorted((a, b) => b.tookMs - a.tookMs || (a.probe < b.probe ? -1 : 1));
  return [
    ...traffic.map(({ purpose, count: number }) => html`<li><span class="key">${number} sent</span><p>${purpose}</p></li>`),
    ...slowest.map(
      ({ probe, looks, tookMs }) => html`<li><span class="key">${sayDuration(tookMs)}</span><p><code>${probe}</code>, ${count(looks, 'look')}</p></li>`,
    ),
  ];
}

function more(title: string, rows: readonly Markup[]): Markup | false {
  return rows.length > 0 && html`<details class="more"><summary>${title}</summary><ul class="rows">${rows}</ul></details>`;
}
