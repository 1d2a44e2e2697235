import type { Finding } from '../../../src/model/finding.ts';
import type { Remedy } from '../../../src/model/fix.ts';
import type { Intent } from '../../../src/model/intent.ts';
import { DOMAIN } from '../../healthy.ts';
import { auditWorld } from '../../scenario.ts';
import { startWorld, type WorldSpec } from '../../world.ts';

/** A world with a real server in it, for as long as it runs. */
export interface Stage {
  readonly spec: WorldSpec;
  readonly intent?: Partial<Intent>;
  /** Public `address:port` → where the real server listens on loopback. */
  readonly routes?: Readonly<Record<string, string>>;
  /** PEM of further roots. */
  readonly trust?: readonly string[];
  readonly stop: () => Promise<void>;
}
/** Our own words, out of the findings that the first look gave. */
export interface Texts {
  /** The snippet of the finding of this kind (`check:problem`, also `@host`), as it is printed. */
  readonly of: (id: string) => string;
  /** All snippets, one after the other. */
  readonly all: () => string;
  readonly remedy: (id: string) => Remedy;
}
/** Sets the server up: with the mistake at first, then with our texts put where they say. */
export type Play = (texts: Texts | undefined) => Promise<Stage>;

const idOf = ({ check, problem }: Finding): string => `${check}:${problem}`;
const fits = (wanted: string, finding: Finding): boolean => wanted === idOf(finding) || wanted === `${idOf(finding)}@${finding.subject.name}`;
const shown = (finding: Finding): string => `${idOf(finding)}@${finding.subject.name}: ${finding.says}`;
const severe = (findings: readonly Finding[]): Finding[] => findings.filter((finding) => finding.class !== 'later');

async function look(play: Play, texts: Texts | undefined): Promise<readonly Finding[]> {
  const stage = await play(texts);
  try {
    const world = await startWorld(stage.spec);
    try {
      const network = {
        ...world.network,
        routes: { ...world.network.routes, ...stage.routes },
        trust: [...(world.network.trust ?? []), ...(stage.trust ?? [])],
      };
      return (await auditWorld({ ...world, network }, stage.intent)).assessment.findings;
    } finally {
      await world.stop();
    }
  } finally {
    await stage.stop();
  }
}

/** The finding that speaks for a kind; where two hosts have it, the one that is not www. */
function speaker(findings: readonly Finding[], id: string): Finding {
  const all = findings.filter((finding) => fits(id, finding));
  const found = all.find(({ subject }) => subject.name !== `www.${DOMAIN}`) ?? all[0];
  if (!found) throw new Error(`${id} was not found: ${findings.map(shown).join('\n')}`);
  return found;
}

function textsOf(findings: readonly Finding[], ids: readonly string[]): Texts {
  const remedy = (id: string): Remedy => speaker(findings, id).fix;
  const of = (id: string): string => {
    const { snippet, steps } = remedy(id);
    if (!snippet) throw new Error(`${id} has no text to copy, only: ${steps.join(' / ')}`);
    return snippet.text;
  };
  return { of, remedy, all: () => ids.map(of).join('\n') };
}

/** What is wrong with how a mistake was played; all empty when it was found, repaired by our words, and found no more. */
export interface Played {
  /** Not found at first. */
  readonly missed: readonly string[];
  /** Of class incident or above at first, and not named. */
  readonly more: readonly string[];
  /** Still there after the repair. */
  readonly left: readonly string[];
  /** Of class incident or above, and new after the repair. */
  readonly came: readonly string[];
}
export const WELL: Played = { missed: [], more: [], left: [], came: [] };

/** Plays a mistake: looks, applies our own texts, looks again. */
export async function played(finds: readonly string[], play: Play, besides: readonly string[] = []): Promise<Played> {
  const before = await look(play, undefined);
  const missed = finds.filter((id) => !before.some((finding) => fits(id, finding)));
  const more = severe(before).filter((finding) => ![...finds, ...besides].some((id) => fits(id, finding)));
  if (missed.length > 0) return { ...WELL, missed: [...missed, ...before.map(shown)], more: more.map(shown) };
  const after = await look(play, textsOf(before, finds));
  const known = new Set(severe(before).map((finding) => `${idOf(finding)}@${finding.subject.name}`));
  return {
    missed,
    more: more.map(shown),
    left: after.filter((finding) => finds.some((id) => fits(id, finding))).map(shown),
    came: severe(after)
      .filter((finding) => !known.has(`${idOf(finding)}@${finding.subject.name}`))
      .map(shown),
  };
}
