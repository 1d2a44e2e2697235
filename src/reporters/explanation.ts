import type { Problem } from '../model/check.ts';
import type { ExplainedCheck, Explanation } from '../model/explanation.ts';
import type { Profile } from '../model/profile.ts';
import { STAGE_TITLES } from './words.ts';

/** An explanation as plain text for a terminal. Everything in it is our own text. */
export function explanation(explained: Explanation): string {
  switch (explained.about) {
    case 'list':
      return listText(explained);
    case 'check':
      return checkText(explained.check);
    case 'problem':
      return problemText(explained.check, explained.problem, explained.details);
    case 'profile':
      return profileText(explained.profile);
    case 'row':
      return lines([
        `${explained.row}: ${explained.asks}`,
        '',
        explained.checks.length > 0
          ? `Checked by ${explained.checks.join(', ')}`
          : 'No check looks at it in this version; a person can confirm it in the config (attestations).',
      ]);
  }
}

function listText({ checks, profiles }: Extract<Explanation, { about: 'list' }>): string {
  const width = Math.max(...checks.map((check) => check.id.length));
  return lines([
    'Checks (launch-ready explain ID):',
    ...checks.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`),
    '',
    `Profiles: ${profiles.join(', ')}`,
  ]);
}

function checkText(check: ExplainedCheck): string {
  return lines([
    `${check.id}: ${check.title}`,
    `Area: ${STAGE_TITLES[check.stage]} · rows ${check.rows.join(', ')} · a pass is good for ${check.maxAge === 'commit' ? 'this commit' : check.maxAge}`,
    '',
    `Why it matters: ${check.why}`,
    `Looks at: ${check.looksAt.join('; ') || 'the config'}`,
    `Try it yourself: ${check.test}`,
    ...(check.attestable ? ['A person can confirm it in the config (attestations) when it cannot be seen.'] : []),
    '',
    'Problems:',
    ...Object.entries(check.problems).map(([code, problem]) => `  ${code} (${problem.class}, ${minutes(problem)}): ${plainTemplate(problem.says)}`),
    ...(check.refs.length > 0 ? ['', `Sources: ${check.refs.join(', ')}`] : []),
  ]);
}

function problemText(check: ExplainedCheck, code: string, problem: Problem): string {
  return lines([
    `${check.id}:${code}: ${plainTemplate(problem.says)}`,
    `${problem.class} · hurts ${problem.impact} · ${minutes(problem)}`,
    '',
    `Why it matters: ${check.why}`,
    `Try it yourself: ${check.test}`,
    ...(problem.fix
      ? ['', 'Fix:', ...problem.fix.steps.map((step, index) => `  ${index + 1}. ${step}`)]
      : ['', 'The exact fix depends on what is found; the audit prints it.']),
    ...(problem.fix?.snippet ? ['', problem.fix.snippet.text] : []),
  ]);
}

function profileText(profile: Profile): string {
  return lines([
    `${profile.id} (${profile.key}): ${profile.title}`,
    `For: ${profile.for}`,
    '',
    `Order of work: ${profile.stages.map((stage) => stage.title).join(' → ')}`,
    `Required: ${profile.required.join(' ')}`,
    ...(profile.planRule ? [`Plan rule: ${profile.planRule.says}`] : []),
  ]);
}

function minutes({ minutes: handsOn, waitMinutes = 0 }: Problem): string {
  return waitMinutes > 0 ? `${handsOn} min of work, then up to ${waitMinutes} min of waiting` : `${handsOn} min of work`;
}

/** `{host:name} has no address` → `<host> has no address` */
function plainTemplate(template: string): string {
  return template.replaceAll(/\{([a-zA-Z]+):[a-z]+\}/g, '<$1>');
}

const lines = (texts: readonly string[]): string => `${texts.join('\n')}\n`;
