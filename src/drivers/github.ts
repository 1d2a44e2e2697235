import { Refusal } from '../formats/dmarc-report-refusal.ts';
import { zipEntries } from '../formats/zip.ts';
import { Secret } from '../model/text.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook } from '../ports/probe.ts';
import { type Exchange, get } from './http.ts';

/* GitHub's REST API, reading only: docs.github.com/rest/actions/workflow-runs, version 2022-11-28. Needs the permission "Actions: read". */
const BASE = 'https://api.github.com';
const VERSION = '2022-11-28';
const TIMEOUT_MS = 20_000;
const MOST_JSON = 4_000_000;
const MOST_ARCHIVE = 100_000_000;
const MOST_LOG = 200_000_000;
const MOST_PAGES = 5;
/** Asked again after a server error or when asked too often, so often and with at most this much waiting. */
const MOST_TRIES = 3;
const LONGEST_WAIT_MS = 5000;
const WAIT_MS = 500;

/** The newest finished runs, at most `most`. Rejects with `CouldNotLook`. */
export async function finishedRuns(io: Io, token: Secret, repository: string, most: number, signal: AbortSignal): Promise<number[]> {
  const ids: number[] = [];
  for (let page = 1; page <= MOST_PAGES && ids.length < most; page++) {
    const path = `/repos/${repository}/actions/runs?status=completed&per_page=${most}&page=${page}`;
    const answer = await ask(io, token, path, signal);
    const runs = runsIn(answer, path);
    ids.push(...runs);
    if (runs.length === 0) break;
  }
  return ids.slice(0, most);
}

/**
 * The log of one run, job by job; none when GitHub has deleted it (it keeps them for 90 days by default). The archive comes from another host, which does not get the token.
 * Rejects with `CouldNotLook`.
 */
export async function runLog(io: Io, token: Secret, repository: string, run: number, signal: AbortSignal): Promise<readonly Uint8Array[] | undefined> {
  const path = `/repos/${repository}/actions/runs/${run}/logs`;
  const answer = await ask(io, token, path, signal);
  if (answer.status === 410 || answer.status === 404) return undefined;
  const location = answer.headers.find(({ name }) => name === 'location')?.value ?? '';
  if (answer.status !== 302 || !URL.canParse(location) || new URL(location).protocol !== 'https:') throw refusal(answer, path);
  // The address itself opens it, so it goes to nobody but its host.
  const archive = await get(io, { url: location, credentials: { accept: '*/*' }, mostBytes: MOST_ARCHIVE, timeoutMs: TIMEOUT_MS }, signal);
  if (archive.status !== 200) throw new CouldNotLook('unreachable', `GitHub's store of logs answered ${archive.status}`);
  if (archive.cut) throw new CouldNotLook(archive.cut === 'size' ? 'too-large' : 'malformed', `the log of run ${run} did not come whole`);
  return unpack(archive.body, run);
}

function unpack(archive: Uint8Array, run: number): Uint8Array[] {
  try {
    const entries = zipEntries(archive);
    // Beside the whole log of each job its steps come once more, in a folder.
    const jobs = entries.filter(({ name }) => !name.includes('/'));
    return (jobs.length > 0 ? jobs : entries).map((entry) => entry.read(MOST_LOG));
  } catch (error) {
    if (error instanceof Refusal) throw new CouldNotLook('malformed', `the log of run ${run}: ${error.message}`);
    throw error;
  }
}

async function ask(io: Io, token: Secret, path: string, signal: AbortSignal): Promise<Exchange> {
  const headers = { accept: 'application/vnd.github+json', 'x-github-api-version': VERSION };
  const credentials = { authorization: `Bearer ${Secret.reveal(token)}` };
  for (let tries = 1; ; tries++) {
    const answer = await get(io, { url: BASE + path, headers, credentials, mostBytes: MOST_JSON, timeoutMs: TIMEOUT_MS }, signal);
    const isTooOften = answer.status === 429 || (answer.status === 403 && headerOf(answer, 'x-ratelimit-remaining') === '0');
    if (!isTooOften && answer.status < 500) return answer;
    const after = headerOf(answer, 'retry-after') ?? '';
    const waitMs = /^\d{1,9}$/.test(after) ? Number(after) * 1000 : WAIT_MS;
    if (tries >= MOST_TRIES || waitMs > LONGEST_WAIT_MS)
      throw isTooOften
        ? new CouldNotLook('refused', `GitHub's API was asked too often; try again in ${Math.ceil(waitMs / 1000)} s`)
        : new CouldNotLook('unreachable', `GitHub's API answers with an error of its own (${answer.status})`);
    await io.clock.sleep(waitMs, signal);
  }
}

const headerOf = ({ headers }: Exchange, wanted: string): string | undefined => headers.find(({ name }) => name === wanted)?.value.trim();

function runsIn(answer: Exchange, path: string): number[] {
  if (answer.status !== 200) throw refusal(answer, path);
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(answer.body));
  } catch {
    parsed = undefined;
  }
  const runs = (parsed as { readonly workflow_runs?: unknown } | undefined)?.workflow_runs;
  if (!Array.isArray(runs)) throw new CouldNotLook('malformed', `GitHub's answer to ${path.replace(/\?.*/, '')} is not a list of runs`);
  return runs.flatMap((run: unknown) => {
    const id = (run as { readonly id?: unknown } | null)?.id;
    return typeof id === 'number' && Number.isSafeInteger(id) ? [id] : [];
  });
}

function refusal({ status }: Exchange, path: string): CouldNotLook {
  const place = path.split('/').slice(2, 4).join('/');
  if (status === 401) return new CouldNotLook('no-credential', 'GitHub does not accept the token: it is wrong or has ended');
  if (status === 403 || status === 404)
    return new CouldNotLook('no-credential', `GitHub shows no runs of ${place} to this token: it needs "Actions: read" for that repository`);
  return new CouldNotLook('malformed', `GitHub answered ${status} where the runs of ${place} were expected`);
}
