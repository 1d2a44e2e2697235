import { repositoryState } from '../evidence/audit/repository-state.ts';
import { hostAddresses } from '../evidence/domain/host-addresses.ts';
import { edgeHttp, type RedirectWalk } from '../evidence/edge/http.ts';
import { edgeTls } from '../evidence/edge/tls.ts';
import type { Assessment, InventoryHost } from '../model/assessment.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';
import type { Subject } from '../model/subject.ts';
import { evidenceKey, type EvidenceSet } from './evidence-set.ts';

/** The domain and routing map: every host that was looked at, where it points, where it ends up, how long its certificate lasts. */
export function inventory(evidence: EvidenceSet, intent: Intent): InventoryHost[] {
  const hosts = [...evidence.subjects.values()].filter((subject) => subject.kind === 'host').sort((a, b) => (a.name < b.name ? -1 : 1));
  return hosts.map((host) => {
    const declared = intent.hosts.find((one) => one.name === host.name);
    const addresses = seenValue(hostAddresses, host, evidence);
    const ends = (seenValue(edgeTls, host, evidence)?.addresses ?? []).flatMap((address) => address.chain[0]?.notAfter ?? []).sort();
    return {
      name: host.name,
      purpose: declared?.purpose ?? 'other',
      owner: declared?.owner ?? null,
      declared: declared?.declared ?? false,
      records: [
        ...(addresses?.chain ?? []).map((data) => ({ type: 'CNAME', ttl: null, data })),
        ...(addresses?.addresses ?? []).map(({ address, family, ttl }) => ({ type: family === 4 ? 'A' : 'AAAA', ttl, data: address })),
      ],
      endsAt: endOf(seenValue(edgeHttp, host, evidence)?.root?.https),
      certificateUntil: ends[0] ?? null,
    };
  });
}

/** The commit that was looked at, if the repository could be seen. */
export function releaseOf(evidence: EvidenceSet): Assessment['release'] {
  const repository = [...evidence.subjects.values()].find((subject) => subject.kind === 'repository');
  const state = repository && seenValue(repositoryState, repository, evidence);
  return { commit: state?.head ?? null, dirty: state?.dirty ?? null };
}

function endOf(walk: RedirectWalk | undefined): string | null {
  return walk?.end === 'answered' ? (walk.hops.at(-1)?.url ?? null) : null;
}

function seenValue<T>(kind: EvidenceKind<T>, subject: Subject, evidence: EvidenceSet): T | undefined {
  const observation = evidence.observations.get(evidenceKey(kind.id, subject));
  return observation?.seen ? (observation.value as T) : undefined;
}
