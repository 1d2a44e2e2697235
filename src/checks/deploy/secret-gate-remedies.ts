import type { Remedy } from '../../model/fix.ts';

/** A workflow with a gate, whole. */
export const WORKFLOW = `name: secrets
on: [push, pull_request]
jobs:
  scan:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      - run: npx launch-ready audit --only secrets`;

/** The gate runs, but its result counts for nothing. */
export const LOUD: Remedy = {
  steps: ['Take out what throws the result away (continue-on-error, "|| true", exit code 0), and make the check required in the branch settings.'],
};
/** The gate runs too late. */
export const EARLY: Remedy = {
  steps: ['Run the workflow on pull requests too, and make the check required in the branch settings.'],
  snippet: { language: 'text', text: 'on: [push, pull_request]', where: 'at the top of the workflow' },
};
