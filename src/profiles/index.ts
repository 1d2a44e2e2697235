import type { Profile, ProfileId } from '../model/profile.ts';
import { b2bServiceLaunch } from './b2b-service-launch.ts';
import { coachPrototype } from './coach-prototype.ts';
import { internalOpsDemo } from './internal-ops-demo.ts';
import { internalOpsLaunch } from './internal-ops-launch.ts';
import { mobileFirstLaunch } from './mobile-first-launch.ts';

/** The five roadmaps, S0 to S4. */
export const profiles: readonly Profile[] = [internalOpsLaunch, internalOpsDemo, mobileFirstLaunch, coachPrototype, b2bServiceLaunch];

/** The profile of that id. Every id has one, which a test asserts. */
export function profileOf(id: ProfileId): Profile {
  return profiles.find((profile) => profile.id === id) ?? b2bServiceLaunch;
}

/** What a run uses when nobody chose: the roadmap that assumes paying clients, which is the strictest about exposure. */
export const DEFAULT_PROFILE: ProfileId = 'b2b-service-launch';
