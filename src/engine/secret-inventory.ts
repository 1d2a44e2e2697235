import {
  type KeptInventory,
  type KeptPlace,
  type KeptSecret,
  type ProviderAnswer,
  SECRET_INVENTORY_SCHEMA,
  type SecretPlaceKind,
} from '../evidence/secrets/kept-inventory.ts';
import type { SecretState } from '../model/secret-inventory.ts';
import { OWN_VALUE, type Sighting, type Sightings } from './secret-sightings.ts';

/** More values or places than this are a list of something, not the secrets of one app. */
const MOST_SECRETS = 2000;
const MOST_PLACES = 200;
/** Where others can read a value. */
const OPEN: ReadonlySet<SecretPlaceKind> = new Set(['file', 'history', 'build', 'deployed', 'ci-log', 'log']);
/** Where the app takes a value from. */
const IN_USE: ReadonlySet<SecretPlaceKind> = new Set(['file', 'settings', 'build', 'deployed']);

export const emptyInventory: KeptInventory = { schema: SECRET_INVENTORY_SCHEMA, secrets: {} };

/** What was known, with what a look saw at `at` (ISO instant): new places are added, known ones confirmed, and those that a whole look missed are gone. */
export function withSightings(old: KeptInventory, { seen, whole }: Sightings, at: string): KeptInventory {
  const secrets: Record<string, KeptSecret> = {};
  for (const [fingerprint, secret] of Object.entries(old.secrets)) secrets[fingerprint] = { ...secret, places: secret.places.map((place) => aged(place)) };
  for (const sighting of seen) {
    const known = secrets[sighting.fingerprint];
    if (!known && Object.keys(secrets).length >= MOST_SECRETS) continue;
    // The form of a value tells more about it than the variable that holds it.
    const told = known && sighting.format === OWN_VALUE ? known : sighting;
    const places = withPlace(known?.places ?? [], sighting, at);
    secrets[sighting.fingerprint] = { format: told.format, masked: told.masked, class: told.class, places, answer: known?.answer ?? null };
  }
  return { schema: SECRET_INVENTORY_SCHEMA, secrets };

  /** Gone until this look sees it again; what git's history holds stays. */
  function aged(place: KeptPlace): KeptPlace {
    return place.goneSince === null && whole.has(place.kind) && place.kind !== 'history' ? { ...place, goneSince: at } : place;
  }
}

function withPlace(places: readonly KeptPlace[], sighting: Sighting, at: string): readonly KeptPlace[] {
  const { kind, where, line, commit, variable, since } = sighting;
  const index = places.findIndex((place) => place.kind === kind && place.where === where && place.variable === variable);
  const known = places[index];
  const place = { kind, where, line, commit, variable, firstSeen: known?.firstSeen ?? since ?? at, lastSeen: at, goneSince: null };
  if (known) return places.with(index, place);
  return places.length < MOST_PLACES ? [...places, place] : places;
}

/** What the provider answered, added to what is known. */
export function withAnswer(old: KeptInventory, fingerprint: string, answer: ProviderAnswer): KeptInventory {
  const secret = old.secrets[fingerprint];
  return secret ? { ...old, secrets: { ...old.secrets, [fingerprint]: { ...secret, answer } } } : old;
}

export interface Standing {
  readonly state: SecretState;
  readonly because: string;
  /** ISO instant from which on it is known to be dead. */
  readonly rotatedAt: string | null;
}

/** @param word a person's dated word that this value was replaced, if there is one */
export function standingOf({ class: kind, places, answer }: KeptSecret, word?: { readonly by: string; readonly at: string }): Standing {
  const standing = (state: SecretState, because: string, rotatedAt: string | null = null): Standing => ({ state, because, rotatedAt });
  if (kind !== 'secret') return standing('harmless', HARMLESS[kind] ?? 'it opens nothing');
  const inUse = places.find((place) => place.goneSince === null && IN_USE.has(place.kind));
  const open = places.find((place) => OPEN.has(place.kind));
  const refused = answer?.outcome === 'refused' ? answer : undefined;
  if (refused && inUse) return standing('dead-in-use', `${saidBy(refused)}, and it still stands in ${inUse.where}`, refused.at);
  if (!open) return standing('safe', 'seen only where it belongs: in settings that git ignores');
  const accepted = answer?.outcome === 'accepted' ? `; ${saidBy(answer)}` : '';
  if (inUse) return standing('leaked', `${SEEN_IN[open.kind]} ${open.where}${accepted}`);
  if (refused) return standing('rotated', `nothing of the app has it any more, and ${saidBy(refused)}`, refused.at);
  if (word) return standing('rotated', `nothing of the app has it any more, and ${word.by} said so on ${word.at.slice(0, 10)}`, word.at);
  // Only a history was ever seen: nothing shows that there is another value in its place.
  if (accepted !== '' || !places.some((place) => place.goneSince !== null)) return standing('leaked', `${SEEN_IN[open.kind]} ${open.where}${accepted}`);
  return standing('replaced', `nothing of the app has it any more; nobody has shown that the old one is dead`);
}

const HARMLESS: Readonly<Partial<Record<KeptSecret['class'], string>>> = {
  public: 'made to be seen by everybody',
  'test-key': 'it opens test data only',
  expired: 'a token that has ended, as it says itself',
  placeholder: 'it only looks like a secret',
};
const SEEN_IN: Readonly<Record<SecretPlaceKind, string>> = {
  file: 'it stands in the file',
  history: 'the git history has it in',
  settings: 'it stands in',
  build: 'it was built into',
  deployed: 'everybody gets it with',
  'ci-log': 'a build printed it in',
  log: 'the app wrote it into',
};
const saidBy = ({ outcome, by, at, status }: ProviderAnswer): string => `${by} ${outcome} it on ${at.slice(0, 10)} (status ${status})`;
