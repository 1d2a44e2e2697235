import { ci } from '../../evidence/deploy/ci.ts';
import { defineCheck, one } from '../../model/check.ts';
import { EARLY, LOUD, WORKFLOW } from './secret-gate-remedies.ts';

export const secretGate = defineCheck({
  id: 'deploy/secret-gate',
  rows: ['E12'],
  stage: 'secrets',
  about: 'repository',
  title: 'A key that slips into a change is stopped before it is merged',
  why: 'Keys get into repositories by accident, again and again. Caught in the pull request it is a minute of work; found later it is a replaced key in every place that uses it.',
  test: 'propose a change with a made-up key in the shape of a real one; the check must turn red',
  refs: ['OWASP ASVS 5.0 V13.3'],
  needs: { workflows: one(ci) },
  maxAge: 'commit',
  attestable: true,
  problems: {
    'no-gate': {
      says: 'No workflow looks for keys and passwords in what is pushed or proposed',
      class: 'incident',
      impact: 'data',
      identity: [],
      minutes: 15,
      reach: 'internal',
      fix: {
        steps: [
          'Add this workflow and make it required in the branch settings.',
          "On GitHub also switch on secret scanning and push protection in the repository's settings.",
          'A scan that runs outside the repository cannot be seen here: if you have one, waive this finding in the config with that reason.',
        ],
        snippet: { language: 'text', text: WORKFLOW, where: '.github/workflows/secrets.yml' },
      },
    },
    'cannot-stop': {
      says: '{path:outside} looks for keys, but {how:word}: a change with a key in it can still be merged',
      class: 'incident',
      impact: 'data',
      identity: ['path'],
      minutes: 5,
      reach: 'internal',
    },
    'newest-commit-only': {
      says: '{path:outside} looks for keys, but fetches only the newest commit: what an earlier commit of the same branch brought and took out again passes',
      class: 'later',
      impact: 'data',
      identity: ['path'],
      minutes: 5,
      reach: 'internal',
      fails: ['E12'],
      fix: {
        steps: ['Let the checkout step fetch the history.'],
        snippet: { language: 'text', text: 'with:\n  fetch-depth: 0', where: 'below uses: actions/checkout' },
      },
    },
  },
  judge({ workflows: { workflows, localScanners } }, { report }) {
    const gates = workflows.filter((flow) => flow.scanners.length > 0 && (flow.onPush || flow.onPullRequest));
    if (gates.length === 0) {
      const local =
        localScanners.length > 0 ? [{ says: `${localScanners.join(', ')} runs before commits, but only on machines where somebody installed it` }] : [];
      const proof = workflows.slice(0, 10).map((flow) => ({ says: 'Runs no secret scanner on push or pull request', location: { path: flow.path } }));
      report.fail('no-gate', { proof: [...local, ...proof, ...(proof.length === 0 ? [{ says: 'There is no workflow file of any known build system' }] : [])] });
      return;
    }
    const stopping = gates.filter((flow) => flow.scannersStop && flow.beforeMerge);
    const [weak] = gates;
    if (stopping.length === 0 && weak) {
      const early = gates.find((flow) => flow.beforeMerge);
      const path = (early ?? weak).path;
      const how = early ? 'what it finds does not fail the workflow' : 'only after the merge';
      report.fail('cannot-stop', {
        path,
        how,
        proof: [{ says: early ? 'A failure is thrown away' : 'Runs on no pull request', location: { path } }],
        fix: early ? LOUD : EARLY,
      });
      return;
    }
    const whole = stopping.find((flow) => flow.fullHistory || !flow.path.includes('/workflows/'));
    const [first] = stopping;
    if (!whole && first) report.fail('newest-commit-only', { path: first.path, proof: [{ says: 'No fetch-depth: 0', location: { path: first.path } }] });
    else report.pass(`${whole?.path ?? ''} runs ${whole?.scanners.join(', ') ?? ''}`);
  },
});
