import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHistory } from './repository/git.ts';
import { ALL_REPOSITORY_FAULTS, planHistory, type Planted, type RepositoryFault } from './repository/history.ts';
import type { Lookalike } from './repository/lookalikes.ts';

export interface AcmeRepository {
  readonly path: string;
  /** Commit ids, oldest first. */
  readonly commits: readonly string[];
  readonly planted: readonly Planted[];
  readonly lookalikes: readonly Lookalike[];
  /** Deletes the folder. */
  remove(): Promise<void>;
}

export interface AcmeRepositoryOptions {
  /** Default: none, the good version. */
  readonly faults?: ReadonlySet<RepositoryFault>;
  readonly seed?: string;
  /** Where to build it; default: a new temporary folder. */
  readonly folder?: string;
}

/** Builds the source repository of Acme Assist with its history. The same options give the same commit ids. */
export async function buildAcmeRepository(options: AcmeRepositoryOptions = {}): Promise<AcmeRepository> {
  const path = options.folder ?? (await mkdtemp(join(tmpdir(), 'acme-repository-')));
  const plan = planHistory(options.faults ?? new Set(), options.seed ?? 'acme');
  const commits = await buildHistory(path, plan.commits);
  return { path, commits, planted: plan.planted, lookalikes: plan.lookalikes, remove: () => rm(path, { recursive: true, force: true }) };
}

/** The faulty version: every fault, or all but those given. */
export function faultyRepository(
  options: { readonly without?: readonly RepositoryFault[] } & Omit<AcmeRepositoryOptions, 'faults'> = {},
): Promise<AcmeRepository> {
  const faults = new Set(ALL_REPOSITORY_FAULTS.filter((fault) => !options.without?.includes(fault)));
  return buildAcmeRepository({ ...options, faults });
}

/** What can be missing of a repository. Each must end in an honest "not looked at everything", never in a clean pass. */
export const REPOSITORY_SHAPES = {
  shallow: 'a clone of depth 1: older commits are not there',
  empty: 'git, but no commit yet',
  'no-git': 'the files alone',
  'huge-file': 'a tracked file of 20 MB and an untracked sparse one of 3 GB',
  'missing-blob': 'one file of an older commit is gone from the object store',
} as const;
export type RepositoryShape = keyof typeof REPOSITORY_SHAPES;
