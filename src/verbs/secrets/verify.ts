import { livenessQuestions } from '../../data/secret-liveness.ts';
import { findRepository } from '../../drivers/git.ts';
import { readBlobs } from '../../drivers/git-objects.ts';
import { askWhetherAlive } from '../../drivers/secret-liveness.ts';
import { restrict } from '../../engine/restrict.ts';
import type { KeptPlace, KeptSecret, ProviderAnswer } from '../../evidence/secrets/kept-inventory.ts';
import { Secret } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { findValue } from '../../recognise/find-value.ts';

/** Most bytes of a file or of a version that are read to find a value again. */
const MOST_BYTES = 2_000_000;

export type Verified = { readonly answer: ProviderAnswer } | { readonly why: string };

/** The provider's question for this kind of secret, if there is one. */
export function canBeAsked({ format, class: kind }: Pick<KeptSecret, 'format' | 'class'>): boolean {
  return kind === 'secret' && livenessQuestions.some(({ formats }) => formats.includes(format));
}

/** Reads the value again from where it stands and asks its provider. The value is never kept: only what the provider answered is. */
export async function verify(fingerprint: string, secret: KeptSecret, io: Io, signal: AbortSignal): Promise<Verified> {
  const question = livenessQuestions.find(({ formats }) => formats.includes(secret.format));
  if (!question) return { why: 'its provider has no page that can be asked without changing something' };
  try {
    const value = await readAgain(fingerprint, secret, io, signal);
    if (!value) return { why: 'the value is nowhere here any more, so it could not be asked about' };
    const reading = restrict(io, { touches: 'reads-private' }, { active: false, owned: [] }, new Map(), signal);
    const { outcome, status } = await askWhetherAlive(reading, value, question, signal);
    const by = new URL(question.url).hostname;
    if (outcome === 'unclear') return { why: `${by} answered with status ${status}, which says neither` };
    return { answer: { outcome, by, status, at: new Date(io.clock.now()).toISOString() } };
  } catch (error) {
    if (error instanceof CouldNotLook) return { why: error.message };
    throw error;
  }
}

async function readAgain(fingerprint: string, { masked, places }: KeptSecret, io: Io, signal: AbortSignal): Promise<Secret | undefined> {
  const here = places.filter(({ kind, goneSince }) => goneSince === null && ['file', 'settings', 'build', 'history'].includes(kind));
  for (const place of here.toSorted((a, b) => Number(a.kind === 'history') - Number(b.kind === 'history'))) {
    const bytes = await contentOf(place, io, signal);
    const found = bytes && findValue(bytes, fingerprint, masked);
    if (found) return found;
  }
  return undefined;
}

async function contentOf({ kind, where, commit }: KeptPlace, io: Io, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (kind !== 'history') return (await io.files?.read(where, MOST_BYTES).catch(() => undefined))?.bytes;
  const repository = await findRepository(io, signal);
  if (!repository || commit === null || where.includes('\n')) return undefined;
  const named = { id: `${commit}:${repository.prefix}${where}`, path: where };
  for await (const { size, bytes } of readBlobs(io, repository, [named], signal))
    return size === undefined ? undefined : Uint8Array.from(bytes.subarray(0, MOST_BYTES));
  return undefined;
}
