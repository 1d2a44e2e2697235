import { UNSEEN_CODES } from '../model/evidence.ts';
import { bool, instant, int, list, name, num, oneOf, quoted, union, type Schema } from '../model/schema.ts';
import { SUBJECT_KINDS } from '../model/subject.ts';

/* What the archive of a run must have to be judged, compared or shown. Values of evidence are held against their own kind when they are used. */

const MOST_ITEMS = 1_000_000;
const REASON_CAP = 2000;

const shape = (fits: (value: unknown) => boolean, expected: string): Schema<unknown> => ({
  json: {},
  fits,
  fault: (value, at) => (fits(value) ? undefined : `${at}: expected ${expected}`),
});
const present = shape((value) => value !== undefined, 'a value');
/** Words of the config or of ours, which reporters escape. */
const words = shape((value) => typeof value === 'string', 'text');
/** For members that need not be there. */
const absent = shape((value) => value === undefined, 'nothing');
const items = list(present, MOST_ITEMS);

/** At least these members: what newer or older versions have besides does not matter. */
function having(members: Readonly<Record<string, Schema<unknown>>>): Schema<unknown> {
  const entries = Object.entries(members);
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
  const wrongIn = (value: Record<string, unknown>) => entries.find(([key, of]) => !of.fits(value[key]));
  return {
    json: {},
    fits: (value) => isObject(value) && wrongIn(value) === undefined,
    fault(value, at) {
      if (!isObject(value)) return `${at}: expected an object`;
      const [key, of] = wrongIn(value) ?? [];
      return key === undefined ? undefined : of?.fault(value[key], `${at}.${key}`);
    },
  };
}

const subject = having({ kind: oneOf(...SUBJECT_KINDS), name, parent: union(words, absent) });
const looked = { kind: name, version: int, subject, probe: name, probeVersion: int, vantage: name, at: instant, tookMs: num };
const limits = list(having({ part: name, says: quoted(REASON_CAP) }), MOST_ITEMS);
const flag = (is: boolean): Schema<unknown> => shape((value) => value === is, String(is));
const observation = union(
  having({ ...looked, seen: flag(true), value: present, complete: union(flag(true), limits) }),
  having({ ...looked, seen: flag(false), code: oneOf(...UNSEEN_CODES), reason: quoted(REASON_CAP) }),
);

const archive = having({
  assessment: having({
    run: having({ id: name, at: instant, tookMs: num, interrupted: bool, environment: words, vantage: words }),
    decision: having({ decision: words }),
    subjects: list(subject, MOST_ITEMS),
    findings: items,
    waived: items,
    verdicts: items,
    timings: items,
    traffic: list(having({ purpose: words, count: int }), MOST_ITEMS),
    cut: list(words, MOST_ITEMS),
  }),
  evidence: list(observation, MOST_ITEMS),
  intent: having({
    project: words,
    profile: words,
    environment: words,
    domains: list(words, MOST_ITEMS),
    hosts: list(having({ name: words, purpose: words, declared: bool }), MOST_ITEMS),
    senders: list(having({ domain: words, selectors: list(words, MOST_ITEMS) }), MOST_ITEMS),
    owned: list(words, MOST_ITEMS),
    endpoints: union(list(having({ url: words, is: words, method: words, headers: present }), MOST_ITEMS), absent),
    sessions: union(list(having({ name: words, role: words, host: words, header: words, valueEnv: words }), MOST_ITEMS), absent),
    approvedOrigins: union(list(words, MOST_ITEMS), absent),
    oldUrls: union(list(having({ from: words, to: union(words, absent) }), MOST_ITEMS), absent),
    contacts: items,
    waivers: list(having({ check: words, problem: words, until: words }), MOST_ITEMS),
    attestations: list(having({ row: words, statement: words, by: words, evidence: words, at: words }), MOST_ITEMS),
  }),
});

/** Where a run's archive is damaged and what was expected there, or nothing. */
export function runFault(value: unknown): string | undefined {
  return archive.fault(value, 'run');
}
