import { UsageError } from '../model/errors.ts';
import type { Check } from '../model/check.ts';
import type { ExplainedCheck, Explanation } from '../model/explanation.ts';
import { rowTitle, type RowId } from '../model/rows.ts';
import type { Registry } from '../ports/registry.ts';
import { quote } from '../model/text.ts';

/** Looks a check, problem, profile or MISSION row up by its id; without one, lists what there is. */
export function explain(id: string | undefined, registry: Registry): Explanation {
  if (id === undefined || id === 'profiles' || id === 'checks') {
    return {
      about: 'list',
      checks: registry.checks.map(({ id: check, title, stage }) => ({ id: check, title, stage })),
      profiles: registry.profiles.map((profile) => profile.id),
    };
  }
  const profile = registry.profiles.find((one) => one.id === id || one.key === id);
  if (profile) return { about: 'profile', profile };
  const [checkId, problem] = id.split(':');
  const check = registry.checks.find((one) => one.id === checkId);
  if (!check) return explainRow(id, registry);
  const details = problem === undefined ? undefined : check.problems[problem];
  if (problem !== undefined && !details) throw new UsageError(`${check.id} has no problem ${problem}; it has ${Object.keys(check.problems).join(', ')}`);
  const explained = explainedCheck(check, registry);
  return problem !== undefined && details ? { about: 'problem', check: explained, problem, details } : { about: 'check', check: explained };
}

function explainRow(id: string, registry: Registry): Explanation {
  const row = id.toUpperCase() as RowId;
  const asks = rowTitle(row);
  if (asks === row) {
    const near = registry.checks.filter((check) => check.id.includes(id.split('/').at(-1) ?? id)).map((check) => check.id);
    throw new UsageError(
      `nothing is called ${quote(id, 60)}; ${near.length > 0 ? `did you mean ${near.slice(0, 3).join(', ')}?` : 'launch-ready explain lists everything'}`,
    );
  }
  return { about: 'row', row, asks, checks: registry.checks.filter((check) => check.rows.includes(row)).map((check) => check.id) };
}

function explainedCheck(check: Check, registry: Registry): ExplainedCheck {
  const kinds = new Set(Object.values(check.needs).map((need) => need.kind.id));
  const { id, rows, stage, about, title, why, test, refs, maxAge, monitorable, attestable, problems } = check;
  const looksAt = registry.probes.filter((probe) => kinds.has(probe.fills.id)).map((probe) => probe.title);
  return { id, rows, stage, about, title, why, test, refs, maxAge, ...(monitorable && { monitorable }), ...(attestable && { attestable }), problems, looksAt };
}
