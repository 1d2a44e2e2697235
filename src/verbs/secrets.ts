import { secretRules } from '../data/secret-rules.ts';
import { BROWSER_NAME, SECRET_NAME } from '../data/env-conventions.ts';
import { emptyInventory, standingOf, withAnswer, withSightings } from '../engine/secret-inventory.ts';
import { sightingsIn } from '../engine/secret-sightings.ts';
import { keptInventory, type KeptInventory, type KeptSecret } from '../evidence/secrets/kept-inventory.ts';
import { envVariables } from '../evidence/secrets/env-variables.ts';
import { UsageError } from '../model/errors.ts';
import type { Intent } from '../model/intent.ts';
import { rotationSteps, wordOfRotation } from '../model/rotation.ts';
import { knownWords, type SecretWords } from '../model/secret-rule.ts';
import { type InventoryRow, type NamedSecret, SECRET_STATES, type SecretInventory } from '../model/secret-inventory.ts';
import type { ArchivedRun } from '../ports/store.ts';
import { audit } from './audit.ts';
import type { Deps } from './deps.ts';
import { makerOf } from './how-to/keys-chapter.ts';
import { seenIn } from './how-to/seen-in.ts';
import { canBeAsked, verify } from './secrets/verify.ts';

/** Digits of a fingerprint that name it. */
const ID_DIGITS = 12;
/** Most providers that are asked in one run. */
const MOST_ASKED = 50;

export interface SecretsOptions {
  readonly intent: Intent;
  /** Ask the providers of leaked values, one read-only request each, whether they still take them. */
  readonly verify?: boolean;
  /** An inventory that was exported elsewhere. */
  readonly imported?: unknown;
  readonly signal: AbortSignal;
  readonly onEvent?: (event: SecretsEvent) => void;
}
export type SecretsEvent = { readonly type: 'asking'; readonly count: number } | { readonly type: 'not-asked'; readonly id: string; readonly why: string };

/** Looks for every secret of the project, joins the places of each by fingerprint with what was known before, and says how each stands. */
export async function secrets(options: SecretsOptions, deps: Deps): Promise<SecretInventory> {
  const { intent, signal } = options;
  const run = await audit({ intent, selection: { stages: ['secrets'] }, archive: false, signal }, deps);
  const sightings = sightingsIn(run.evidence);
  const now = run.assessment.run.at;
  const before = withImported(inventoryIn(await deps.kept.load('secret-inventory')), options.imported);
  let known = withSightings(before, sightings, now);
  if (options.verify) known = await verified(known, options, deps);
  await deps.kept.update('secret-inventory', () => known);
  return {
    schema: 'launch-ready/secrets@1',
    project: intent.project,
    at: now,
    rows: rowsOf(known, intent, Date.parse(now)),
    named: namedIn(run, known, intent),
    notLooked: sightings.notLooked,
  };
}

/** @throws UsageError when the kept file is not an inventory of this version */
function inventoryIn(kept: unknown, from = 'the kept inventory (.launch-ready/kept/secret-inventory.json)'): KeptInventory {
  if (kept === undefined) return emptyInventory;
  const fault = keptInventory.fault(kept, 'inventory');
  if (fault !== undefined) throw new UsageError(`${from} cannot be used: ${fault}; move it away and try again`);
  return kept as KeptInventory;
}

/** What another machine knew: earlier sightings and answers are taken, nothing is overwritten. */
function withImported(known: KeptInventory, imported: unknown): KeptInventory {
  if (imported === undefined) return known;
  const theirs = inventoryIn(keptOf(imported), 'the imported file').secrets;
  const merged = Object.entries(theirs).map(([fingerprint, secret]): [string, KeptSecret] => {
    const mine = known.secrets[fingerprint];
    if (!mine) return [fingerprint, secret];
    const isSame = (a: KeptSecret['places'][number], b: KeptSecret['places'][number]): boolean => a.kind === b.kind && a.where === b.where;
    const others = secret.places.filter((place) => !mine.places.some((own) => isSame(own, place)));
    const places = mine.places.map((own) => {
      const since = [own.firstSeen, ...secret.places.filter((place) => isSame(own, place)).map(({ firstSeen }) => firstSeen)].sort()[0] ?? own.firstSeen;
      return { ...own, firstSeen: since };
    });
    return [fingerprint, { ...mine, places: [...places, ...others], answer: mine.answer ?? secret.answer }];
  });
  return { ...known, secrets: { ...known.secrets, ...Object.fromEntries(merged) } };
}

/** An exported inventory in the form that is kept; its shape is checked afterwards. */
function keptOf(exported: unknown): unknown {
  const { schema, rows } = (typeof exported === 'object' && exported !== null ? exported : {}) as { schema?: unknown; rows?: unknown };
  if (schema !== 'launch-ready/secrets@1' || !Array.isArray(rows))
    throw new UsageError('the imported file is not an inventory of this version; make one with: launch-ready secrets --json > inventory.json');
  const kept = (rows as Partial<InventoryRow>[]).map(({ fingerprint, format, class: kind, masked, places, answer }) => [
    String(fingerprint),
    { format, class: kind, masked, places, answer },
  ]);
  return { ...emptyInventory, secrets: Object.fromEntries(kept) };
}

async function verified(known: KeptInventory, { intent, signal, onEvent = () => undefined }: SecretsOptions, deps: Deps): Promise<KeptInventory> {
  const io = await deps.openIo(intent);
  const open = Object.entries(known.secrets).filter(([, secret]) => secret.class === 'secret' && standingOf(secret).state !== 'rotated');
  const asked = open.filter(([, secret]) => canBeAsked(secret)).slice(0, MOST_ASKED);
  onEvent({ type: 'asking', count: asked.length });
  let result = known;
  for (const [fingerprint, secret] of asked) {
    if (signal.aborted) break;
    const said = await verify(fingerprint, secret, io, signal);
    if ('answer' in said) result = withAnswer(result, fingerprint, said.answer);
    else onEvent({ type: 'not-asked', id: fingerprint.slice(0, ID_DIGITS), why: said.why });
  }
  return result;
}

function rowsOf({ secrets: known }: KeptInventory, intent: Intent, now: number): InventoryRow[] {
  const rows = Object.entries(known)
    .filter(([, { class: kind }]) => kind !== 'placeholder')
    .map(([fingerprint, secret]): InventoryRow => {
      const variables = [...new Set(secret.places.flatMap(({ variable }) => variable ?? []))].sort();
      const id = fingerprint.slice(0, ID_DIGITS);
      const {
        says = variables.length > 0 ? `the value of ${variables.join(', ')}` : 'a secret',
        provider = 'its provider',
        rotateAt = "its provider's page for keys",
      }: Partial<SecretWords> = knownWords(secret.format, secretRules, intent.secretRules) ?? {};
      const standing = standingOf(secret, wordOfRotation(intent.attestations, id, now));
      const owner = [id, ...variables].map((name) => intent.secretOwners?.[name]).find((name) => name !== undefined) ?? null;
      const file = secret.places.find(({ kind, goneSince }) => kind === 'file' && goneSince === null)?.where;
      const isOpen = ['leaked', 'replaced', 'dead-in-use'].includes(standing.state);
      const steps = isOpen ? rotationSteps({ provider, rotateAt, id, file }) : [];
      return { ...secret, id, fingerprint, what: says, provider, variables, owner, steps, ...standing };
    });
  return rows.sort((a, b) => SECRET_STATES.indexOf(a.state) - SECRET_STATES.indexOf(b.state) || (a.fingerprint < b.fingerprint ? -1 : 1));
}

/** Secrets that the code reads from variables, where no value was seen: they are only named. */
function namedIn(run: ArchivedRun, { secrets: known }: KeptInventory, { secretOwners }: Intent): NamedSecret[] {
  const seen = new Set(Object.values(known).flatMap(({ places }) => places.flatMap(({ variable }) => variable ?? [])));
  const variables = seenIn(run, envVariables, '.');
  // What a package could read as well is not a secret that this project has: of each package only its first.
  const implicit = [...new Map((variables?.implicit ?? []).toReversed().map((one) => [one.package, one])).values()];
  const used = [...(variables?.used ?? []), ...implicit.map(({ name, package: from }) => ({ name, places: [{ path: from }] }))];
  const names = [...new Set(used.map(({ name }) => name))].filter((name) => SECRET_NAME.test(name) && !BROWSER_NAME.test(name) && !seen.has(name)).sort();
  return names.map((variable) => ({
    variable,
    owner: secretOwners?.[variable] ?? null,
    rotateAt: makerOf(variable) ?? null,
    usedIn: [...new Set(used.filter(({ name }) => name === variable).flatMap(({ places }) => places.map(({ path }) => path)))].slice(0, 5),
  }));
}
