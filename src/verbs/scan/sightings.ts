import { secretRules } from '../../data/secret-rules.ts';
import type { Introduction } from '../../drivers/git-history.ts';
import type { OwnSecretRule } from '../../model/intent.ts';
import { rotationSteps } from '../../model/rotation.ts';
import { wordsOf } from '../../model/secret-rule.ts';
import type { ScanFinding, ScanHistory, ScanPlace, UnusedAllow } from '../../model/secret-scan.ts';
import { quote } from '../../model/text.ts';
import { type Allow, allowFor } from '../../scan/allow-comments.ts';
import { hitId } from '../../scan/hit-id.ts';
import type { BlobHits } from '../../scan/scan-blobs-job.ts';
import type { PlacedHit } from '../../scan/scan-content.ts';

const MOST_PLACES = 20;
const MINUTES = { blocker: 25, report: 5 } as const;

interface Sighted {
  readonly id: string;
  readonly hit: PlacedHit;
  readonly path: string;
}
/** Everything seen of one value. */
interface Value {
  hit: PlacedHit;
  readonly id: string;
  readonly places: ScanPlace[];
  history: (ScanHistory & { readonly age: number }) | null;
  /** Places that a comment accepts. */
  accepted: number;
}

/** Gathers what the sources saw into one finding a value. */
export class Sightings {
  readonly #own: readonly OwnSecretRule[];
  readonly #values = new Map<string, Value>();
  readonly #harmless = new Set<string>();
  readonly #unused: UnusedAllow[] = [];

  /** @param own rules that the config brings */
  constructor(own: readonly OwnSecretRule[]) {
    this.#own = own;
  }

  /** @param judgesAllows the whole file was looked at: a comment that accepts nothing is told */
  addFile(
    file: { readonly path: string; readonly hits: readonly PlacedHit[]; readonly allows: readonly Allow[] },
    where: ScanPlace['in'],
    judgesAllows: boolean,
  ): void {
    const used = new Set<string>();
    for (const hit of file.hits) {
      const value = this.#value({ id: hitId(hit, file.path), hit, path: file.path });
      if (!value) continue;
      const allow = allowFor(file.allows, hit, value.id);
      if (allow) {
        value.accepted++;
        used.add(`${allow.line} ${value.id}`);
        continue;
      }
      value.places.push({ in: where, path: quote(file.path), line: hit.line, inside: hit.inside === undefined ? null : quote(hit.inside), via: hit.via ?? [] });
    }
    if (!judgesAllows) return;
    for (const { line, ids } of file.allows)
      for (const id of ids.length > 0 ? ids : ['']) if (!used.has(`${line} ${id.slice(0, 12)}`)) this.#unused.push({ path: quote(file.path), line, id });
  }

  addVersion({ id: blob, path, hits }: BlobHits, by: Introduction | undefined): void {
    for (const hit of hits) {
      const value = this.#value({ id: hitId(hit, path), hit, path });
      if (!value) continue;
      const versions = (value.history?.versions ?? 0) + (value.history?.blob === blob ? 0 : 1);
      const age = by?.age ?? 0;
      value.history =
        value.history && value.history.age >= age
          ? { ...value.history, versions }
          : {
              path: quote(by?.path ?? path),
              line: hit.line,
              inside: hit.inside === undefined ? null : quote(hit.inside),
              versions,
              commit: by?.commit ?? null,
              at: by?.at ?? null,
              blob,
              age,
            };
    }
  }

  #value({ id, hit }: Sighted): Value | undefined {
    if (hit.class === 'placeholder' || hit.class === 'public') {
      this.#harmless.add(id);
      return undefined;
    }
    const known = this.#values.get(id);
    if (known) {
      if (hit.level === 'blocker' && known.hit.level !== 'blocker') known.hit = hit;
      return known;
    }
    const fresh: Value = { id, hit, places: [], history: null, accepted: 0 };
    this.#values.set(id, fresh);
    return fresh;
  }

  get harmless(): number {
    return this.#harmless.size;
  }
  get unusedAllows(): readonly UnusedAllow[] {
    return this.#unused;
  }
  /** Values that stand nowhere but where a comment accepts them; their history is accepted with them. */
  get acceptedByComment(): number {
    return this.#all().filter(isAccepted).length;
  }
  /** Blockers first; then by id, so that the same tree gives the same report. */
  findings(): ScanFinding[] {
    return this.#all()
      .filter((value) => !isAccepted(value))
      .map((value) => findingOf(value, this.#own))
      .sort((a, b) => rank(a) - rank(b) || compare(firstPath(a), firstPath(b)) || compare(a.id, b.id));
  }
  #all(): Value[] {
    return [...this.#values.values()].filter(({ places, history, accepted }) => places.length > 0 || history !== null || accepted > 0);
  }
}

function isAccepted({ places, accepted }: Value): boolean {
  return places.length === 0 && accepted > 0;
}

/** What stands in the files now comes before what only the history has. */
const rank = ({ level, places }: ScanFinding): number => (level === 'blocker' ? 0 : 2) + (places.length > 0 ? 0 : 1);
const firstPath = ({ places, history }: ScanFinding): string => places[0]?.path ?? history?.path ?? '';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function findingOf({ hit, id, places, history }: Value, own: readonly OwnSecretRule[]): ScanFinding {
  const { says, provider, allows, rotateAt } = wordsOf(hit.format, secretRules, own);
  const level = hit.level;
  return {
    id,
    fingerprint: hit.fingerprint,
    level,
    class: hit.class,
    format: hit.format,
    says,
    masked: hit.masked,
    allows,
    rotate: rotationSteps({ provider, rotateAt, id, file: places[0]?.path }).slice(0, 3),
    minutes: MINUTES[level],
    places: places.slice(0, MOST_PLACES),
    morePlaces: Math.max(0, places.length - MOST_PLACES),
    history: history && withoutAge(history),
  };
}

function withoutAge({ age: _age, ...history }: NonNullable<Value['history']>): ScanHistory {
  return history;
}
