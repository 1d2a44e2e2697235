import { SPF_CAP, spfEvidence, type SpfEvidence, type SpfPlace } from '../../evidence/email/spf.ts';
import { type Asking, drive, together } from '../../formats/dns-question.ts';
import { resemblesSpf } from '../../formats/spf.ts';
import { type SpfWalk, walkSpf } from '../../formats/spf-walk.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';
import { envelopeNames } from './sending-names.ts';

/**
 * The questions behind the evidence.
 * @throws CouldNotLook when nobody could answer for the domain itself
 */
export function* lookAtSpf(domain: string, envelopes: readonly string[]): Asking<SpfEvidence> {
  const names = [domain, ...envelopes];
  const walks = yield* together(names.map((name) => walkSpf(name)));
  const own = walks[0]?.nodes[0];
  if (!own || own.state === 'unknown') throw couldNotAsk({ code: own?.code, why: own?.why ?? undefined });
  return { places: walks.map((walk, index) => placeOf(names[index] ?? domain, index === 0 ? 'domain' : 'envelope', walk)) };
}

function placeOf(name: string, role: SpfPlace['role'], walk: SpfWalk): SpfPlace {
  return {
    name,
    role,
    nodes: walk.nodes.map((node) => ({
      domain: quote(node.domain),
      parent: node.parent,
      term: node.term === null ? null : quote(node.term),
      state: node.state,
      why: node.why === null ? null : quote(node.why),
      records: node.records.slice(0, 10).map((text) => quote(text, SPF_CAP)),
      faults: node.faults.slice(0, 50).map(({ at, term, says }) => ({ at, term: quote(term), says: quote(says) })),
      isVoid: node.isVoid,
      costs: node.costs.slice(0, 60).map(({ text, lookups, state }) => ({ text: quote(text), lookups, state })),
    })),
    lookalikes: (walk.nodes[0]?.others ?? [])
      .filter(resemblesSpf)
      .slice(0, 10)
      .map((text) => quote(text, SPF_CAP)),
    lookups: walk.lookups,
    voids: walk.voids,
    whole: walk.whole,
  };
}

export const spfProbe = defineProbe({
  id: 'email/spf',
  version: 1,
  title: 'asks DNS for the SPF record and everything it includes',
  about: 'domain',
  needs: {},
  fills: spfEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, intent, io, signal }) {
    const value = await drive(lookAtSpf(subject.name, envelopeNames(subject.name, intent)), networkAnswers(io, signal));
    return { value, complete: true };
  },
});
