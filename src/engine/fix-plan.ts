import type { FixPlan, PlanBlock, PlanTask, Question } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import type { Profile } from '../model/profile.ts';
import { STAGES, type Stage } from '../model/terms.ts';

/** Share of a block that is hands-on work; the rest goes to verifying, waiting and sleep. */
const HANDS_ON_SHARE = 0.5;

interface Work {
  readonly title: string;
  readonly findings: readonly string[];
  readonly stage: Stage;
  readonly minutes: number;
  readonly waitMinutes: number;
  readonly because: string;
  /** Lower comes first: questions, blockers, incidents. */
  readonly urgency: number;
}

/**
 * The one-page 48-hour plan: the profile's hour blocks filled in the profile's stage order, what must wait started first inside a block.
 * Domain work comes before edge and email work whatever the order says, because certificates and mail records need the names to resolve.
 * What does not fit, and what the profile's rule leaves for later, is listed as cut.
 */
export function fixPlan(findings: readonly Finding[], questions: readonly Question[], profile: Profile): FixPlan {
  const keeps = profile.planRule?.keeps;
  const planned = findings.filter((finding) => finding.class === 'blocker' || (finding.class === 'incident' && (keeps?.includes(finding.impact) ?? true)));
  const cut = group(findings.filter((finding) => !planned.includes(finding))).map((work) => ({
    title: work.title,
    findings: work.findings,
    because: work.urgency === 1 ? (profile.planRule?.says ?? 'the roadmap leaves it for later') : 'it can wait until after the launch',
  }));
  const order = stageOrder(profile);
  const queue = [...questions.map(ask), ...group(planned)].sort((a, b) => a.urgency - b.urgency || order.indexOf(a.stage) - order.indexOf(b.stage));
  const blocks = profile.hourBlocks.map((block) => ({ ...block, left: (block.toHour - block.fromHour) * 60 * HANDS_ON_SHARE, work: [] as Work[] }));
  for (const work of queue) {
    const block = blocks.find((one) => one.left >= work.minutes);
    if (block) {
      block.work.push(work);
      block.left -= work.minutes;
    } else cut.push({ title: work.title, findings: work.findings, because: 'it does not fit into the 48 hours' });
  }
  return {
    blocks: blocks.map((block) => schedule(block.fromHour, block.toHour, block.work)),
    cut,
    rule: profile.planRule?.says ?? null,
    minutes: queue.reduce((sum, work) => sum + work.minutes, 0),
  };
}

function stageOrder(profile: Profile): readonly Stage[] {
  const listed = profile.stages.flatMap((group) => group.stages);
  const all = [...listed, ...STAGES.filter((stage) => !listed.includes(stage))];
  const domain = all.indexOf('domain');
  const first = Math.min(...(['edge', 'email'] as const).map((stage) => all.indexOf(stage)));
  return domain < first ? all : [...all.slice(0, first), 'domain', ...all.slice(first).filter((stage) => stage !== 'domain')];
}

function schedule(fromHour: number, toHour: number, work: readonly Work[]): PlanBlock {
  let at = fromHour * 60;
  const waitFirst = [...work].sort((a, b) => b.waitMinutes - a.waitMinutes);
  const tasks = waitFirst.map(({ title, findings, stage, minutes, waitMinutes, because }): PlanTask => {
    const startsAtMinute = at;
    at += minutes;
    return { title, findings, stage, minutes, waitMinutes, startsAtMinute, because };
  });
  return { fromHour, toHour, title: `Hours ${fromHour} to ${toHour}`, tasks };
}

function ask(question: Question): Work {
  return { title: question.asks, findings: [], stage: 'audit', minutes: question.minutes, waitMinutes: 0, because: `must know (${question.row})`, urgency: -1 };
}

/** The same problem on several subjects is one task: the fix is learnt once. So are different problems that one and the same change repairs. */
function group(findings: readonly Finding[]): Work[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const repair = repairKey(finding) ?? `${finding.check}:${finding.problem}`;
    const key = `${finding.class} ${repair}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const others = group.length - 1;
    const isOneRepair = others > 0 && repairKey(first) !== undefined;
    return [
      {
        title:
          others === 0 ? first.says : isOneRepair ? `${first.says} (the same change repairs ${others} more)` : `${first.says} (and ${others} more like it)`,
        findings: group.map((finding) => finding.fingerprint),
        stage: first.stage,
        minutes: isOneRepair ? Math.max(...group.map(({ minutes }) => minutes)) : handsOn(group),
        waitMinutes: Math.max(...group.map((finding) => finding.waitMinutes)),
        because: first.classBecause ?? `${first.class}, ${first.impact}`,
        urgency: first.class === 'blocker' ? 0 : 1,
      },
    ];
  });
}

/** Findings with the same changes are repaired together. */
function repairKey({ fix }: Finding): string | undefined {
  return fix?.changes?.length ? JSON.stringify(fix.changes) : undefined;
}

/** On one subject every finding is work of its own (each key is rotated); the same repair on further subjects is learnt once and counted once. */
function handsOn(group: readonly Finding[]): number {
  const bySubject = new Map<string, number>();
  for (const { subject, minutes } of group) bySubject.set(subject.name, (bySubject.get(subject.name) ?? 0) + minutes);
  return Math.max(...bySubject.values());
}
