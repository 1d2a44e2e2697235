import { UsageError } from '../model/errors.ts';
import type { Profile } from '../model/profile.ts';
import type { Grade } from '../model/terms.ts';
import type { Judging } from '../ports/registry.ts';

/** @throws UsageError that lists the profiles there are */
export function profileIn({ profiles }: Pick<Judging, 'profiles'>, id: string): Profile {
  const profile = profiles.find((one) => one.id === id);
  if (!profile) throw new UsageError(`there is no profile ${id}; there are ${profiles.map((one) => one.id).join(', ')}`);
  return profile;
}

/** How strong each kind of evidence is; a kind that nobody knows is a guess. */
export function gradesIn({ kinds }: Pick<Judging, 'kinds'>): (kindId: string) => Grade {
  const byKind = new Map(kinds.map((kind) => [kind.id, kind.grade]));
  return (kindId) => byKind.get(kindId) ?? 'inferred';
}
