import { SPF_CAP, type SpfPlace } from '../../evidence/email/spf.ts';
import { mergeSpf } from '../../formats/spf-edit.ts';
import type { Remedy } from '../../model/fix.ts';
import { dnsRemedy, replaceText, type ZoneAt } from '../domain/dns-remedy.ts';
import { byHand } from './spf-hand.ts';

/** Repairs one fault of a record in which those found before it are repaired. Nothing when only a person can tell what was meant. */
export type SpfEdit = (text: string) => string | undefined;
/**
 * Reports a finding. `fix` puts the repaired record in the place of the old one; by hand where the finding's own edit could not be made. `text` is the record
 * with all repaired in it that could be.
 */
type Tell = (repair: { readonly fix: Remedy }, more: { readonly isRepaired: boolean; readonly text: string | undefined }) => void;

export interface SpfRepairs {
  /** Keeps a finding about the SPF record of a name until all of them are known; without an edit its repair is left to a person. */
  found(name: string, edit: SpfEdit | undefined, tell: Tell): void;
  /** The repair that puts this record in the place of the one of a name. */
  replace(name: string, text: string, after?: readonly string[]): Remedy;
  /** Reports all of them, in the order in which they were found. */
  tellAll(): void;
}

/**
 * All that is wrong with one record is repaired by one other record: whoever entered the repair of one finding after that of another would undo the first.
 * @param domain the domain under judgement
 */
export function spfRepairs(places: readonly SpfPlace[], at: ZoneAt, domain: string): SpfRepairs {
  const kept: { readonly name: string; readonly edit: SpfEdit | undefined; readonly tell: Tell }[] = [];
  const replace: SpfRepairs['replace'] = (name, text, after) => dnsRemedy(at, replaceText(name, recordsOf(places, name), text), after);
  const repairOf = (name: string) => {
    const edits = kept.flatMap((one) => (one.name === name && one.edit ? [one.edit] : []));
    const first = mergedRecord(recordsOf(places, name));
    const done = new Set<SpfEdit>();
    const text = edits.reduce((before, edit) => {
      const after = before === undefined ? undefined : edit(before);
      if (after !== undefined) done.add(edit);
      return after ?? before;
    }, first);
    const repaired = edits.filter((edit) => done.has(edit)).length;
    const after = repaired > 1 ? [`This one record repairs ${repaired === 2 ? 'both' : `all ${repaired}`} findings about SPF of ${name}.`] : [];
    return { text, done, fix: text === undefined ? byHand(domain, name) : replace(name, text, after) };
  };
  return {
    found: (name, edit, tell) => void kept.push({ name, edit, tell }),
    replace,
    tellAll() {
      const repairs = new Map([...new Set(kept.map(({ name }) => name))].map((name) => [name, repairOf(name)]));
      for (const { name, edit, tell } of kept) {
        const repair = repairs.get(name);
        const isRepaired = edit !== undefined && repair?.done.has(edit) === true;
        tell({ fix: isRepaired ? repair.fix : byHand(domain, name) }, { isRepaired, text: repair?.text });
      }
    },
  };
}

/** The records to be replaced: those that receivers take for SPF, else the text that was meant as it. */
function recordsOf(places: readonly SpfPlace[], name: string): readonly string[] {
  const place = places.find((one) => one.name === name);
  const records = place?.nodes[0]?.records ?? [];
  return records.length > 0 ? records : (place?.lookalikes.slice(0, 1) ?? []);
}

/** The record to begin with. A single one stays as it is, as far as no edit touches it. Of one that is too long only the beginning is known. */
function mergedRecord(records: readonly string[]): string | undefined {
  const [only] = records;
  if (records.some(({ length }) => length >= SPF_CAP)) return undefined;
  if (only === undefined) return 'v=spf1 ~all';
  return records.length === 1 && only.startsWith('v=spf1 ') ? only : mergeSpf(records);
}
