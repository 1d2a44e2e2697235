import type { Catalogue } from '../model/catalogue.ts';
import type { Check } from '../model/check.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Profile } from '../model/profile.ts';
import type { Probe } from './probe.ts';

/** Everything that judges. Judging an archived run needs no more, and so loads no protocol client. */
export interface Judging {
  readonly kinds: readonly EvidenceKind<unknown>[];
  readonly checks: readonly Check[];
  readonly profiles: readonly Profile[];
  /** Tables of facts that checks rest on, with their age. */
  readonly catalogues: readonly Catalogue[];
}

/** Everything that can look and judge, handed to the engine as a value: built in plus plug-ins. */
export interface Registry extends Judging {
  readonly probes: readonly Probe[];
}
