import { logRedaction } from '../../evidence/logs/redaction.ts';
import { defineCheck, one } from '../../model/check.ts';
import { redactFields } from './log-remedies.ts';
import { redactionProblems, SHAPES } from './redaction-problems.ts';

/** Requests, errors of clients and database rows are rarely deeper. */
const LEAST_DEPTH = 4;

export const redactionDepth = defineCheck({
  id: 'logs/redaction-depth',
  rows: ['K3'],
  stage: 'secrets',
  about: 'project',
  title: 'The logger takes secrets out however deep they are',
  why: 'Redaction by paths stops where the paths stop. The one object that is a level deeper goes into the log whole, and nobody notices.',
  test: 'launch-ready logs test-file > test/log-redaction.test.ts, then run it',
  refs: ['pino: redaction, paths', 'CWE-532'],
  needs: { redaction: one(logRedaction) },
  maxAge: 'commit',
  unless: (_, { logRedactor }) => (logRedactor ? undefined : 'the config names no logger (logs.redactor)'),
  problems: redactionProblems,
  judge({ redaction }, { report }) {
    if (!redaction.controlSeen) return report.unknown('nothing at all came out of the logger, so nothing can be said of what it takes out');
    const never = redaction.keys.filter(({ depth }) => depth === 0).map(({ key }) => key);
    const early = redaction.keys.filter(({ depth }) => depth > 0 && depth < LEAST_DEPTH);
    const shown = redaction.shapes.filter(({ result }) => result === 'shown').map(({ shape }) => SHAPES[shape] ?? shape);
    const threw = redaction.shapes.filter(({ result }) => result === 'threw').map(({ shape }) => SHAPES[shape] ?? shape);
    const proof = [{ says: `Tried with made-up values: ${redaction.keys.map(({ key, depth }) => `${key} to depth ${depth}`).join(', ')}` }];
    if (never.length > 0) report.fail('not-redacted', { keys: never, proof, fix: redactFields });
    const depth = Math.min(...early.map((one) => one.depth));
    if (early.length > 0) report.fail('stops-early', { keys: early.map(({ key }) => key), depth, deeper: depth + 1, proof, fix: redactFields });
    if (shown.length > 0) report.fail('shape-shown', { shapes: shown, proof: [{ says: `Came out as it was: ${shown.join(', ')}` }] });
    if (threw.length > 0) report.fail('logger-fails', { shapes: threw, proof: [{ says: `The logger threw on ${threw.join(', ')}` }] });
    report.pass(`made-up secrets were taken out to depth ${Math.min(...redaction.keys.map((one) => one.depth))} and in every shape`);
  },
});
