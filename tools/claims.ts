/* What the project claims of MISSION rows. A row is only called covered when the whole row works and breaking what covers it makes the named test fail. */

import type { RowId } from '../src/model/rows.ts';

/** What covers a row: a check by id, or an exported function of a file. */
export type Cover = { readonly check: string } | { readonly file: string; readonly name: string };

export interface Proof {
  readonly cover: Cover;
  readonly test: string;
  /** Part of the test's name. */
  readonly named: string;
}
export interface Claim {
  readonly row: RowId;
  readonly proofs: readonly Proof[];
}

const SCENARIOS = 'range/scenarios.test.ts';
const proof = (check: string, test: string, named: string): Proof => ({ cover: { check }, test, named });
const scenario = (check: string, named: string): Proof => proof(check, SCENARIOS, named);
const part = (file: string, name: string, test: string, named: string): Proof => ({ cover: { file, name }, test, named });

export const CLAIMS: readonly Claim[] = [
  { row: 'A3', proofs: [proof('domain/production-domain', 'src/checks/domain/production-domain.test.ts', 'only a preview')] },
  { row: 'A9', proofs: [part('src/engine/rank.ts', 'rank', 'src/engine/after-judging.test.ts', 'rank:')] },
  { row: 'A10', proofs: [part('src/engine/fix-plan.ts', 'fixPlan', 'src/engine/after-judging.test.ts', 'plan:')] },
  { row: 'A11', proofs: [part('src/engine/decide.ts', 'decide', 'src/engine/decide.test.ts', 'a blocker')] },
  { row: 'A13', proofs: [part('src/engine/fix-plan.ts', 'fixPlan', 'src/engine/after-judging.test.ts', 'plan rule:')] },
  {
    row: 'B1',
    proofs: [
      scenario('domain/host-resolves', 'a declared host is missing'),
      proof('domain/apex-and-www', 'src/checks/domain/apex-and-www.test.ts', 'both missing, product elsewhere'),
    ],
  },
  {
    row: 'C1',
    proofs: [
      scenario('edge/certificate', 'the certificate of app has expired'),
      scenario('edge/certificate-expiry', 'the certificate of app ends in two days'),
    ],
  },
];

/** What each P row comes to (MISSION P). */
export const SIGNALS: Readonly<Record<string, readonly RowId[]>> = {
  P1: ['A2'],
  P2: ['M1', 'M5'],
  P3: ['B2', 'B7'],
  P4: ['B8'],
  P5: ['I5'],
  P6: ['E7', 'E14'],
  P7: ['A5', 'F10'],
  P8: ['C12'],
  P9: ['C13', 'F9'],
  P10: ['C12', 'H7'],
  P11: ['F4'],
  P12: ['G1'],
  P13: ['F1'],
  P14: ['J3', 'J11'],
  P15: ['J16'],
  P16: ['N5', 'N7'],
  P17: ['C3', 'N6', 'N7'],
  P18: ['H3', 'F11'],
  P19: ['C12'],
  P20: ['G1'],
};

/** What the product must warn of and never require (MISSION R). No check warns of any of it yet. */
export const NOT_REQUIRED: readonly string[] = [
  'microservices',
  'multi-region or active-active',
  'Kubernetes',
  'service mesh',
  'custom or heavy observability stacks',
  'caching or perfect invalidation before measuring',
  'queue orchestration without real async load',
  'autoscaling tuning',
  'fancy infrastructure abstractions',
  'rewrites before measuring',
  'full SRE runbooks',
  'perfect-Lighthouse chasing',
  'one smoke suite',
  'one dashboard',
  'one secret gate',
  'one light perf check per release',
];
