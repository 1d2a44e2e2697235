import type { CloudflareRead } from '../../../data/cloudflare-reads.ts';
import { askCloudflare, type CloudflareRefusal, listCloudflare } from '../../../drivers/cloudflare.ts';
import type { Limit } from '../../../model/evidence.ts';
import { quote, type Secret } from '../../../model/text.ts';
import type { Io } from '../../../ports/io.ts';
import { CouldNotLook } from '../../../ports/probe.ts';

type Query = Readonly<Record<string, string | number>>;

/** Reads parts of a zone one by one: what is refused or broken becomes a limit of that part, and the others are read all the same. */
export interface ZoneReader {
  /** What nothing can be read without; nothing when it is not there. @throws CouldNotLook */
  must(path: string, query: Query, permission: string): Promise<unknown>;
  /** One thing below the zone; `null` when it could not be read. `empty` is the code by which Cloudflare says that there is none: then an empty object. */
  one(read: CloudflareRead, empty?: number): Promise<unknown>;
  list(read: CloudflareRead, bounds: { readonly perPage: number; readonly most: number }, query?: Query): Promise<readonly unknown[] | null>;
  below(zoneId: string): ZoneReader;
  limits(): readonly Limit[];
}

/** Requests at one time. */
const AT_ONCE = 6;

export function zoneReader(io: Io, token: Secret, signal: AbortSignal): ZoneReader {
  const limits = new Map<string, Limit>();
  const inTurn = turns(AT_ONCE);
  const miss = (part: string, says: string): null => {
    // One sentence per part: the first reason stands for the rest of it.
    if (!limits.has(part)) limits.set(part, { part, says: quote(says) });
    return null;
  };
  const unseen = (part: string, error: unknown): null => {
    if (error instanceof CouldNotLook && error.code !== 'interrupted') return miss(part, error.message);
    throw error;
  };
  const reader = (zone: string): ZoneReader => ({
    async must(path, query, permission) {
      const answer = await askCloudflare(io, token, { path, query }, signal);
      if (answer.ok) return answer.result;
      if (answer.refusal.status === 404) return undefined;
      throw new CouldNotLook('no-credential', await whyRefused(io, token, answer.refusal, permission, signal));
    },
    one: (read, empty) =>
      inTurn(async () => {
        try {
          const answer = await askCloudflare(io, token, { path: `${zone}${read.path}` }, signal);
          if (answer.ok) return answer.result ?? {};
          if (empty !== undefined && answer.refusal.codes.includes(empty)) return {};
          return miss(read.part, sayRefusal(answer.refusal, read));
        } catch (error) {
          return unseen(read.part, error);
        }
      }),
    list: (read, bounds, query = {}) =>
      inTurn(async () => {
        try {
          const answer = await listCloudflare(io, token, { path: `${zone}${read.path}`, query }, bounds, signal);
          if (!answer.ok) return miss(read.part, sayRefusal(answer.refusal, read));
          if (answer.cut) miss(read.part, `only the first ${answer.items.length} were read`);
          return answer.items;
        } catch (error) {
          return unseen(read.part, error);
        }
      }),
    below: (zoneId) => reader(`/zones/${zoneId}`),
    limits: () => [...limits.values()].sort((a, b) => (a.part < b.part ? -1 : 1)),
  });
  return reader('');
}

function sayRefusal({ status, says }: CloudflareRefusal, { part, permission }: CloudflareRead): string {
  return status === 401 || status === 403
    ? `the Cloudflare token may not read the ${part}: give it the permission "${permission}"`
    : `Cloudflare does not tell the ${part}: ${says}`;
}

/** The sentence for a person: is the token bad, or does it only lack a permission? */
async function whyRefused(io: Io, token: Secret, refusal: CloudflareRefusal, permission: string, signal: AbortSignal): Promise<string> {
  if (refusal.status !== 401 && refusal.status !== 403 && refusal.status !== 400) return `Cloudflare refuses: ${refusal.says}`;
  // Tokens that belong to an account and not to a person are never known here, so this only explains and never decides.
  const verified = await askCloudflare(io, token, { path: '/user/tokens/verify' }, signal);
  const state = verified.ok ? (verified.result as { status?: unknown } | null)?.status : undefined;
  if (state === 'active') return `the Cloudflare token is good but may not read zones: give it the permission "${permission}"`;
  if (state === 'expired' || state === 'disabled') return `the Cloudflare token is ${state}: make a new one`;
  return `Cloudflare does not know the token (${refusal.says}): make a new one at dash.cloudflare.com/profile/api-tokens`;
}

/** Runs at most `most` at one time, in the order asked. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await work();
    } finally {
      // The place goes to the next one, or is given back.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
