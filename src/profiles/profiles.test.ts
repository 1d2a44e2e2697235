import { describe, expect, test } from 'vitest';
import { PROFILE_IDS, TARGETS, type Limits, type Profile, type Target } from '../model/profile.ts';
import { ROWS, type RowId } from '../model/rows.ts';
import { CLASSES, IMPACTS, STAGES } from '../model/terms.ts';
import { profileOf, profiles } from './index.ts';
import { silentLimits } from './silent-limits.ts';

/** Table Q of MISSION, copied by hand; the test below reads it cell by cell. */
const TABLE = `
| API p95 | <800 ms chatbot requests | <500 ms core reads; page fail >2 s; acceptable write latency | <400 ms cached reads; <900 ms chat writes before inference | <500 ms core actions | <500 ms core API before LLM |
| first answer | – | – | – | – | p95 >2 s warn, >3 s fail |
| uptime / errors | >99.5 % | – | – | errors <1 % | alert >2 % |
| Lighthouse mobile | – | – | – | >85 | – |
| cache hit | – | – | dashboard | – | >70 % |
| regions / cadence | – | – | ≥2, 1 min | few minutes | ≥2; 2 fails in 5 min |
| rollback | <10 min | documented | <10 min | exists | tested once |
| evals | 20–30 | ≥10; when the app has tools or roles also L3 L4 | ≥10 + L8 | 10–20 | 20–30 real |
| concurrency | – | 10–50 users, 20 concurrent | traffic spikes from ads | ad/webinar spikes | several clients at once |
| smoke | login, chat, webhook | login + key APIs | login, chat start, message, logout, reset | home, widget, message, lead, mail | home, login, chat, health; 2× non-success = fail |
| stage order | audit→domain→mail+secrets→speed→deploy→monitor→handover | audit→infra→secrets+mail→perf→monitor→load→handover | audit→routing→edge→deploy→perf→observability→handover | audit→domain+mail→deploy→perf→security→monitor→handover | audit→core path→edge→email→perf→deploy→handover+monitoring |
| audit within | – | – | 2 h | 1 h | 8 h |
| hour blocks | as S4 | as S4 | as S4 | 0–1, 1–12, 12–48 | 0–8, 8–24, 24–36, 36–48 |
| risk labels | severity | launch blocker / likely incident / nice-to-fix later | downtime / data exposure / email deliverability / UX | launch blocker / trust issue / cleanup | impact |
| required (failing = blocker in that profile) | B1–B3 C1 C2 C4 C7 D1–D3 D5 D6 E1 E2 E5 E6 E10 F1 F4 H4 I1 I8 J1 J10 J11 K1 L3 M2 M5 M10 N15 | B1–B3 C1 C4 C7 D1–D3 E1 E3 E5 F1 F4 J1 K3 K5 N7 N11 | A3 B1–B3 B6 C1 C2 C7 D1–D3 D9 E1 E5 E10 F1 F4 I1 I3 I8 J1 J2 J4–J6 J10 J12 M2 M4–M7 N11 | A4 B1–B3 B12 C1 C7 D1–D3 D5 E1–E5 F1 F12 I1 J1 J5 N14 | B1–B3 C1 C2 C7 C12 D1–D3 E1 E4 E8 F1 F4 F11 I1 I13 J1 K3 N8 N11 |
`;
const LINES: Readonly<Record<string, Target>> = {
  'API p95': 'apiP95',
  'first answer': 'firstAnswer',
  'uptime / errors': 'uptimeAndErrors',
  'Lighthouse mobile': 'lighthouseMobile',
  'cache hit': 'cacheHit',
  'regions / cadence': 'regionsAndCadence',
  rollback: 'rollback',
  evals: 'evals',
  concurrency: 'concurrency',
  smoke: 'smoke',
  'stage order': 'stageOrder',
  'audit within': 'auditWithin',
  'hour blocks': 'hourBlocks',
  'risk labels': 'riskLabels',
  'required (failing = blocker in that profile)': 'required',
};
const cells = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [name = '', ...words] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return words.map((word, index) => ({ target: LINES[name], profile: profiles[index], word: word === '–' ? undefined : word }));
  });

test('the copied table has every cell', () => {
  expect(cells).toHaveLength(TARGETS.length * PROFILE_IDS.length);
  expect(profiles.map((profile) => profile.id)).toEqual([...PROFILE_IDS]);
  expect(profiles.map((profile) => profile.key)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4']);
});

test.each(cells)('$profile.key $target: $word', ({ target, profile, word }) => {
  if (!target || !profile) throw new Error('the table has a line or column without a place in the data');
  expect(profile.words[target]).toBe(word);
  const wanted = MEANING[target](word ?? '', profile);
  for (const [seen, expected] of wanted) expect(seen).toEqual(expected);
});

type Pair = readonly [seen: unknown, expected: unknown];
const number = (pattern: RegExp, word: string, times = 1): number | null => {
  const found = pattern.exec(word)?.[1];
  return found === undefined ? null : Number((Number(found) * times).toFixed(9));
};
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the words of a cell must have become. Read from the words, not from the data. */
const MEANING: Readonly<Record<Target, (word: string, profile: Profile) => Pair[]>> = {
  apiP95: (word, { limits: { apiP95Ms } }) => [
    [
      apiP95Ms,
      {
        chat: number(/<(\d+) ms chatbot requests/, word),
        coreReads: number(/<(\d+) ms core reads/, word),
        cachedReads: number(/<(\d+) ms cached reads/, word),
        chatWritesBeforeModel: number(/<(\d+) ms chat writes before inference/, word),
        coreActions: number(/<(\d+) ms core actions/, word),
        coreApiBeforeModel: number(/<(\d+) ms core API before LLM/, word),
        page: number(/page fail >(\d+) s/, word, 1000),
        writesAreStated: word.includes('acceptable write latency'),
      },
    ],
  ],
  firstAnswer: (word, { limits }) => [[limits.firstAnswerP95Ms, { warn: number(/>(\d+) s warn/, word, 1000), fail: number(/>(\d+) s fail/, word, 1000) }]],
  uptimeAndErrors: (word, { limits }) => [
    [limits.uptime, number(/^>([\d.]+) %/, word, 1 / 100)],
    [limits.errorRate, number(/errors <(\d+) %/, word, 1 / 100)],
    [limits.errorRateAlert, number(/alert >(\d+) %/, word, 1 / 100)],
  ],
  lighthouseMobile: (word, { limits }) => [[limits.lighthouseMobile, number(/>(\d+)/, word)]],
  cacheHit: (word, { limits }) => [
    [limits.cacheHit, number(/>(\d+) %/, word, 1 / 100)],
    [limits.cacheHitOnDashboard, word === 'dashboard'],
  ],
  regionsAndCadence: (word, { limits }) => [
    [limits.regions, number(/≥(\d+)/, word)],
    // J2 explains "few minutes" as at most five.
    [limits.cadenceMs, word === 'few minutes' ? 5 * MINUTE : number(/(\d+) min$/, word.includes('fails') ? '' : word, MINUTE)],
    [limits.failuresToAlert, word.includes('2 fails in 5 min') ? { failures: 2, withinMs: 5 * MINUTE } : null],
  ],
  rollback: (word, { limits }) => [
    [limits.rollbackMs, number(/<(\d+) min/, word, MINUTE)],
    // I8 asks S0 and S2 for a documented path beside the time.
    [limits.rollbackDocumented, word === 'documented' || word === '<10 min'],
    [limits.rollbackTested, word === 'tested once'],
  ],
  evals: (word, { limits: { evals } }) => [
    [evals.least, number(/(\d+)/, word)],
    [evals.most, number(/–(\d+)/, word)],
    [evals.realPrompts, word.includes('real')],
    [evals.rows, word.includes('+ L8') ? ['L8'] : []],
    [evals.rowsWithToolsOrRoles, word.includes('tools or roles also L3 L4') ? ['L3', 'L4'] : []],
  ],
  concurrency: (word, { limits: { concurrentUsers } }) => [
    [
      concurrentUsers,
      {
        least: number(/^(\d+)–/, word),
        most: number(/–(\d+) users/, word),
        at: number(/(\d+) concurrent/, word),
        pattern: word === '' || /^\d/.test(word) ? null : word,
      },
    ],
  ],
  smoke: (word, profile) => [[[...profile.smoke], smokeRows(word)]],
  stageOrder: (word, { stages }) => [
    [stages.length, word.split('→').length],
    [stages.flatMap((group) => group.stages).toSorted(), [...STAGES].toSorted()],
    ...word.split('→').map((name, index): Pair => [ALIASES[name]?.every((stage) => stages[index]?.stages.includes(stage as never)), true]),
  ],
  auditWithin: (word, { limits }) => [[limits.auditWithinMs, number(/(\d+) h/, word, HOUR)]],
  hourBlocks: (word, { hourBlocks }) => [[hourBlocks.map((block) => `${block.fromHour}–${block.toHour}`).join(', '), word === 'as S4' ? S4_BLOCKS : word]],
  riskLabels: (word, { riskLabels, impactOrder }) => {
    const labels: readonly string[] =
      riskLabels.by === 'class' ? CLASSES.map((name) => riskLabels.labels[name]) : impactOrder.map((name) => riskLabels.labels[name]);
    if (word === 'severity') return [[riskLabels.by, 'class']];
    if (word === 'impact') return [[riskLabels.by, 'impact']];
    const wanted = word.replaceAll('-', ' ').split(' / ');
    return [[labels.filter((label) => wanted.includes(label)), wanted]];
  },
  required: (word, { required }) => [[[...required], word.split(' ').flatMap(rowsOf)]],
};
const S4_BLOCKS = '0–8, 8–24, 24–36, 36–48';
/** The stages that a name in the roadmap's order must hold. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  audit: ['audit'],
  domain: ['domain'],
  'mail+secrets': ['email', 'secrets'],
  'secrets+mail': ['email', 'secrets'],
  'domain+mail': ['domain', 'email'],
  speed: ['performance'],
  perf: ['performance'],
  deploy: ['deploy'],
  monitor: ['monitoring'],
  observability: ['monitoring'],
  handover: ['handover'],
  'handover+monitoring': ['handover', 'monitoring'],
  infra: ['domain', 'edge', 'deploy'],
  load: ['load'],
  routing: ['domain'],
  edge: ['edge'],
  email: ['email'],
  security: ['secrets'],
  'core path': ['resilience'],
};
const FLOWS: Readonly<Record<string, RowId>> = {
  home: 'M1',
  login: 'M2',
  'chat start': 'M4',
  widget: 'M4',
  message: 'M5',
  chat: 'M5',
  logout: 'M6',
  reset: 'M7',
  lead: 'M8',
  mail: 'M9',
  webhook: 'M10',
  health: 'M11',
  'key APIs': 'M11',
};
const smokeRows = (word: string): (RowId | undefined)[] =>
  (word.split(';')[0] ?? '')
    .split(/, | \+ /)
    .filter((flow) => flow !== '')
    .map((flow) => FLOWS[flow]);

/** `D1–D3` → D1 D2 D3 */
function rowsOf(range: string): string[] {
  const [from = '', to] = range.split('–');
  if (to === undefined) return [from];
  const letter = from.slice(0, 1);
  const first = Number(from.slice(1));
  return Array.from({ length: Number(to.slice(1)) - first + 1 }, (_, index) => `${letter}${first + index}`);
}

describe('every profile', () => {
  test.each(profiles.map((profile) => [profile.id, profile] as const))('%s is sound', (id, profile) => {
    expect(profileOf(id)).toBe(profile);
    const known: ReadonlySet<string> = new Set(ROWS.map(([row]) => row));
    for (const row of [...profile.required, ...profile.smoke, ...profile.limits.evals.rows]) expect(known).toContain(row);
    expect(new Set(profile.required).size).toBe(profile.required.length);
    expect([...profile.impactOrder].toSorted()).toEqual([...IMPACTS].toSorted());
    expect(profile.hourBlocks[0]?.fromHour).toBe(0);
    expect(profile.hourBlocks.at(-1)?.toHour).toBe(48);
    for (const [index, block] of profile.hourBlocks.entries()) expect(block.fromHour).toBe(index === 0 ? 0 : profile.hourBlocks[index - 1]?.toHour);
    const asked: (keyof Limits)[] = Object.keys(silentLimits) as (keyof Limits)[];
    expect(Object.keys(profile.limits).toSorted()).toEqual(asked.toSorted());
  });

  test('the plan rule (A13) is S2 and S3 only; S3 puts revenue first', () => {
    expect(profiles.filter((profile) => profile.planRule).map((profile) => profile.key)).toEqual(['S2', 'S3']);
    expect(profileOf('coach-prototype').impactOrder[0]).toBe('revenue');
    expect(profileOf('mobile-first-launch').planRule?.says).toMatch(/downtime.*data loss.*mobile response.*support.*30 days/);
    expect(profileOf('mobile-first-launch').planRule?.keeps).not.toContain('revenue');
  });

  test('only S4 says that two non-successes in a row fail the smoke suite; nobody asks for more', () => {
    expect(profiles.every((profile) => profile.smokeFailsAfter <= 2)).toBe(true);
    expect(profileOf('b2b-service-launch').smokeFailsAfter).toBe(2);
  });
});
