import { hostAddresses } from '../evidence/domain/host-addresses.ts';
import type { InventoryHost } from '../model/assessment.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import type { Intent } from '../model/intent.ts';
import type { Subject } from '../model/subject.ts';
import { evidenceKey, type EvidenceSet } from './evidence-set.ts';

/** The domain and routing map: every host that was looked at, where it points and ends up. */
export function inventory(evidence: EvidenceSet, intent: Intent): InventoryHost[] {
  const hosts = [...evidence.subjects.values()].filter((subject) => subject.kind === 'host').sort((a, b) => (a.name < b.name ? -1 : 1));
  return hosts.map((host) => {
    const declared = intent.hosts.find((one) => one.name === host.name);
    const addresses = seen(hostAddresses, host, evidence);
    const records = [
      ...(addresses?.chain ?? []).map((data) => ({ type: 'CNAME', ttl: 0, data })),
      ...(addresses?.addresses ?? []).map(({ address, family, ttl }) => ({ type: family === 4 ? 'A' : 'AAAA', ttl, data: address })),
    ];
    return {
      name: host.name,
      purpose: declared?.purpose ?? 'other',
      owner: declared?.owner ?? null,
      declared: declared?.declared ?? false,
      records,
      endsAt: null,
      certificateUntil: null,
    };
  });
}

function seen<T>(kind: EvidenceKind<T>, subject: Subject, evidence: EvidenceSet): T | undefined {
  const observation = evidence.observations.get(evidenceKey(kind.id, subject));
  return observation?.seen ? (observation.value as T) : undefined;
}
