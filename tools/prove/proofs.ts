import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS } from '../../range/scenarios/index.ts';
import type { Scenario } from '../../range/scenario.ts';
import { checks } from '../../src/checks/index.gen.ts';
import { TARGETS } from '../../src/model/profile.ts';
import { profiles } from '../../src/profiles/index.ts';
import { CASES, CLAIMS, NOT_REQUIRED, PARTS, type Proof, STEERING } from '../claims.ts';

const SCENARIO_TESTS = 'range/scenarios.test.ts';
const all = Object.entries(SCENARIOS).flatMap(([area, scenarios]) => scenarios.map((scenario) => ({ title: `${area}: ${scenario.name}`, scenario })));

/**
 * The test that proves a check: its case if one is named, else the scenario that names it and the least beside it, else the tests beside the checks of its
 * area whose title begins with its id; undefined when there is none.
 */
export function proofOf(check: string): Proof | undefined {
  const named = CASES[check];
  if (named) return { cover: check, ...named };
  const fitting = all.filter(({ scenario }) => mentions(scenario, check)).toSorted((a, b) => weight(a.scenario, check) - weight(b.scenario, check));
  if (fitting[0]) return { cover: check, test: SCENARIO_TESTS, named: fitting[0].title };
  const beside = testsOf(check.split('/')[0] ?? '').find(({ text }) => text.includes(`('${check}`));
  return beside && { cover: check, test: beside.file, named: check };
}

/** The tests beside the checks of an area. */
function testsOf(area: string): { readonly file: string; readonly text: string }[] {
  const root = join(import.meta.dirname, '../..');
  return globSync(`src/checks/${area}/*.test.ts`, { cwd: root })
    .map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

const mentions = ({ finds, also = [] }: Scenario, check: string): boolean => [...finds, ...also].some((named) => named.startsWith(`${check}:`));
/** Light is what finds the check at its own class, alone, and without waiting for what never answers. */
function weight({ finds, also = [], unknown = [] }: Scenario, check: string): number {
  const isSevere = finds.some((named) => named.startsWith(`${check}:`));
  return (isSevere ? 0 : 10) + finds.length + also.length + (unknown.length > 0 ? 100 : 0);
}

/** Everything that a row is claimed or said to be served by, check ids resolved. */
export function proofsOf(given: readonly (string | Proof)[]): Proof[] {
  return given.map((one) => {
    const proof = typeof one === 'string' ? proofOf(one) : one;
    if (!proof) throw new Error(`${typeof one === 'string' ? one : one.cover}: no scenario names it; name its test in tools/claims.ts`);
    return proof;
  });
}

export interface Cell {
  readonly cell: string;
  readonly words: string;
  /** It changes what the product does; otherwise it is data that waits for what judges it. */
  readonly steers: boolean;
  readonly proof: Proof;
}
/** Filled cells of table Q. */
export const cells: readonly Cell[] = profiles.flatMap(({ key, words }) =>
  TARGETS.flatMap((target) => {
    const text = words[target];
    if (text === undefined) return [];
    const steering = STEERING[target];
    const cell = `${key} ${target}`;
    const proof = { cover: cell, test: steering ?? 'src/profiles/profiles.test.ts', named: `${cell}: ` };
    return [{ cell, words: text, steers: steering !== undefined, proof }];
  }),
);

/** Every proof there is to run, each once. */
export function everyProof(): Proof[] {
  const list = [
    ...checks.flatMap(({ id }) => proofOf(id) ?? []),
    ...[CLAIMS, PARTS, NOT_REQUIRED].flatMap((table) => Object.values<readonly (string | Proof)[]>(table).flatMap(proofsOf)),
    ...cells.map(({ proof }) => proof),
    ...cells.map(({ proof }) => ({ ...proof, test: 'src/profiles/profiles.test.ts' })),
  ];
  return [...new Map(list.map((proof) => [`${proof.cover}\n${proof.test}\n${proof.named}`, proof])).values()];
}
