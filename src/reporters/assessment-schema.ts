import { ASSESSMENT_SCHEMA } from '../model/assessment.ts';
import { HOST_PURPOSES } from '../model/intent.ts';
import { PROFILE_IDS } from '../model/profile.ts';
import { ROWS } from '../model/rows.ts';
import { SUBJECT_KINDS } from '../model/subject.ts';
import { CLASSES, GRADES, IMPACTS, REACHES, STAGES } from '../model/terms.ts';
import { about, amount, exactly, fixed, flag, instant, list, oneOf, orNull, ref, type SchemaNode, text, whole } from './schema-nodes.ts';

const words = (keys: readonly string[]): SchemaNode => exactly(Object.fromEntries(keys.map((key) => [key, text])));

const riskLabels: SchemaNode = {
  oneOf: [exactly({ by: fixed('class'), labels: words(CLASSES) }), exactly({ by: fixed('impact'), labels: words(IMPACTS) })],
};
const change: SchemaNode = {
  oneOf: [
    exactly({ kind: fixed('dns'), op: oneOf('add', 'remove'), name: text, type: text, ttl: whole, data: text }),
    exactly({ kind: fixed('file'), path: text, op: oneOf('append', 'replace', 'remove-from-git'), 'find?': text, 'text?': text }),
  ],
};
const mapLine = exactly({
  name: text,
  type: text,
  data: text,
  ttl: orNull(whole),
  purpose: text,
  owner: orNull(text),
  tested: list(exactly({ check: text, outcome: oneOf('pass', 'fail', 'not-applicable', 'unknown'), at: orNull(text) })),
});

const definitions: Readonly<Record<string, SchemaNode>> = {
  row: oneOf(...ROWS.map(([id]) => id)),
  subject: exactly({ kind: oneOf(...SUBJECT_KINDS), name: text, 'parent?': text }),
  remedy: exactly({
    steps: list(text),
    'snippet?': exactly({ language: oneOf('dns', 'nginx', 'shell', 'ts', 'json', 'env', 'text'), text, where: text }),
    'changes?': list(change),
    'trial?': exactly({ outcome: oneOf('clears', 'stays', 'harms', 'unknown'), says: text }),
  }),
  proof: exactly({ says: text, 'lines?': list(text), 'location?': exactly({ path: text, 'line?': whole, 'commit?': text }) }),
  finding: exactly({
    check: text,
    problem: text,
    stage: oneOf(...STAGES),
    rows: list(ref('row')),
    failedRows: about('Rows that fail with it; none when it is advice', list(ref('row'))),
    subject: ref('subject'),
    class: oneOf(...CLASSES),
    'classBecause?': text,
    impact: oneOf(...IMPACTS),
    grade: oneOf(...GRADES),
    reach: oneOf(...REACHES),
    verifyFirst: flag,
    irreversible: flag,
    title: text,
    says: text,
    why: text,
    test: text,
    fix: ref('remedy'),
    refs: list(text),
    proof: list(ref('proof')),
    data: { type: 'object', additionalProperties: { anyOf: [{ type: 'number' }, text, list(text)] } },
    minutes: amount,
    waitMinutes: amount,
    fingerprint: about('Same problem on the same subject in another run: same fingerprint', text),
  }),
  verdict: exactly({
    check: text,
    title: text,
    stage: oneOf(...STAGES),
    rows: list(ref('row')),
    subject: ref('subject'),
    outcome: oneOf('pass', 'fail', 'not-applicable', 'unknown'),
    'reason?': text,
    failedRows: list(ref('row')),
    grade: oneOf(...GRADES),
    findings: list(text),
    'evidenceAt?': instant,
  }),
  waiver: exactly({
    check: text,
    problem: text,
    'subject?': text,
    'fingerprint?': text,
    class: oneOf(...CLASSES),
    reason: text,
    owner: text,
    at: text,
    until: text,
    'consent?': text,
    'acceptedBy?': text,
  }),
  attestation: exactly({ row: ref('row'), statement: text, by: text, evidence: text, at: text, 'until?': text, 'nobodyKnows?': flag }),
  task: exactly({
    title: text,
    findings: list(text),
    stage: oneOf(...STAGES),
    minutes: amount,
    waitMinutes: amount,
    startsAtMinute: amount,
    because: text,
  }),
  plan: exactly({
    blocks: list(exactly({ fromHour: amount, toHour: amount, title: text, tasks: list(ref('task')) })),
    cut: list(exactly({ title: text, findings: list(text), because: text })),
    rule: orNull(text),
    minutes: amount,
  }),
};

/** JSON Schema (2020-12) of the published assessment. Written by hand from `model/assessment.ts`; a test holds it against real assessments, both ways. */
export const assessmentSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:${ASSESSMENT_SCHEMA.replaceAll('/', ':')}`,
  title: 'Launch Ready assessment',
  description: 'The whole result of a run. Nothing raw is in it: secrets are masked and outside text is quoted before it is stored.',
  ...exactly({
    schema: fixed(ASSESSMENT_SCHEMA),
    tool: exactly({ name: fixed('launch-ready'), version: text }),
    run: exactly({
      id: text,
      at: instant,
      tookMs: amount,
      interrupted: flag,
      environment: text,
      vantage: text,
      'replayOf?': about('Run id, when this was judged again from an archive', text),
    }),
    target: exactly({ project: text, hosts: list(text), repository: flag, configFile: orNull(text) }),
    release: exactly({ commit: orNull(text), dirty: orNull(flag) }),
    profile: exactly({
      id: oneOf(...PROFILE_IDS),
      key: oneOf('S0', 'S1', 'S2', 'S3', 'S4'),
      title: text,
      riskLabels,
      stages: list(exactly({ title: text, stages: list(oneOf(...STAGES)) })),
      impactOrder: list(oneOf(...IMPACTS)),
    }),
    decision: exactly({
      decision: oneOf('ship-now', 'fix-first', 'delay-24-hours'),
      rule: exactly({ id: text, says: text }),
      because: list(text),
      'lookAgainAt?': instant,
    }),
    coverage: about(
      'Anybody can recompute the figures from `items`',
      exactly({
        proven: whole,
        failed: whole,
        unknown: whole,
        total: whole,
        items: list(exactly({ id: text, title: text, rows: list(ref('row')), state: oneOf('proven', 'failed', 'unknown', 'not-applicable'), 'reason?': text })),
      }),
    ),
    questions: list(exactly({ row: ref('row'), asks: text, minutes: amount, answerWith: text })),
    'firstDecision?': about(
      'Time from init or the first run to the first decision with every question answered; `withinMs` is what the profile asks for',
      exactly({ beganAt: instant, decidedAt: orNull(instant), withinMs: orNull(amount) }),
    ),
    findings: about('Ranked: the first is the one to fix first. Waived ones are not in it', list(ref('finding'))),
    waived: list(exactly({ finding: ref('finding'), waiver: ref('waiver') })),
    endedWaivers: list(exactly({ waiver: ref('waiver'), because: text })),
    verdicts: list(ref('verdict')),
    attestations: list(ref('attestation')),
    subjects: list(ref('subject')),
    inventory: list(
      exactly({
        name: text,
        purpose: oneOf(...HOST_PURPOSES),
        owner: orNull(text),
        declared: flag,
        records: list(exactly({ type: text, ttl: about('Seconds; null where it was not seen', orNull(whole)), data: text })),
        endsAt: orNull(text),
        certificateUntil: orNull(text),
      }),
    ),
    map: list(exactly({ domain: text, lines: list(mapLine), edge: list(mapLine) })),
    plan: ref('plan'),
    timings: list(exactly({ probe: text, looks: whole, tookMs: amount })),
    traffic: list(exactly({ purpose: text, count: whole })),
    cut: list(text),
    configLines: { type: 'object', additionalProperties: { type: 'integer', minimum: 1 } },
  }),
  $defs: definitions,
};
