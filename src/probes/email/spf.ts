import { SPF_CAP, spfEvidence, type SpfEvidence, type SpfPlace } from '../../evidence/email/spf.ts';
import { type Asking, drive, together } from '../../formats/dns-question.ts';
import { resemblesSpf } from '../../formats/spf.ts';
import { evaluateSpf } from '../../formats/spf-evaluate.ts';
import { type SpfWalk, walkSpf } from '../../formats/spf-walk.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';
import { envelopeNames, type SendingAddress, sendingAddresses } from './sending-names.ts';

const MOST_NODES = 60;

/**
 * The questions behind the evidence.
 * @param addresses from which mail leaves, to be judged as a receiver does
 * @throws CouldNotLook when nobody could answer for the domain itself
 */
export function* lookAtSpf(domain: string, envelopes: readonly string[], addresses: readonly SendingAddress[] = []): Asking<SpfEvidence> {
  const names = [domain, ...envelopes];
  const walks = yield* together(names.map((name) => walkSpf(name)));
  const own = walks[0]?.nodes[0];
  if (!own || own.state === 'unknown') throw couldNotAsk({ code: own?.code, why: own?.why ?? undefined });
  const said = yield* together(addresses.map(({ ip, envelope }) => evaluateSpf({ ip, mailFrom: `postmaster@${envelope}`, helo: envelope })));
  const [old] = yield [{ name: domain, type: 'SPF' }];
  const places = walks.map((walk, index) => placeOf(names[index] ?? domain, index === 0 ? 'domain' : 'envelope', walk));
  return {
    places: places.map((place) => ({
      ...place,
      oldType: place.role === 'domain' ? some(old?.texts ?? []) : [],
      evaluations: addresses.flatMap(({ ip, envelope }, at) => {
        const { result, mechanism } = said[at] ?? {};
        return envelope === place.name && result ? [{ ip, result, mechanism: mechanism === undefined ? null : quote(mechanism) }] : [];
      }),
    })),
  };
}

function placeOf(name: string, role: SpfPlace['role'], walk: SpfWalk): Omit<SpfPlace, 'evaluations' | 'oldType'> {
  const own = walk.nodes[0];
  const others = own?.others ?? [];
  return {
    name,
    role,
    nodes: walk.nodes.slice(0, MOST_NODES).map((node) => ({
      domain: quote(node.domain),
      parent: node.parent,
      term: node.term === null ? null : quote(node.term),
      state: node.state,
      why: node.why === null ? null : quote(node.why),
      records: some(node.records),
      faults: node.faults.slice(0, 50).map(({ at, term, says }) => ({ at, term: quote(term), says: quote(says) })),
      isVoid: node.isVoid,
      unregistered: node.unregistered === null ? null : quote(node.unregistered),
      costs: node.costs.slice(0, 60).map((cost) => ({
        text: quote(cost.text),
        lookups: cost.lookups,
        target: cost.target === null ? null : quote(cost.target),
        state: cost.state,
        unregistered: cost.unregistered === null ? null : quote(cost.unregistered),
      })),
    })),
    lookalikes: some(others.filter(resemblesSpf)),
    senderId: some(others.filter((text) => /^spf2\.0\//i.test(text))),
    ...(own !== undefined && own.chain.length > 0 && { chain: own.chain.slice(0, 8).map((host) => quote(host)) }),
    seams: (own?.seams ?? []).slice(0, 300),
    answerBytes: answerBytes(name, [...(own?.records ?? []), ...others]),
    lookups: walk.lookups,
    voids: walk.voids,
    whole: walk.whole,
  };
}

function some(texts: readonly string[]): SpfPlace['lookalikes'] {
  return texts.slice(0, 10).map((text) => quote(text, SPF_CAP));
}

/** Size of a TXT answer without extensions (RFC 1035 §4.1): header, question, and for each record a pointer to the name, ten bytes and its strings. */
function answerBytes(name: string, texts: readonly string[]): number {
  const perText = (text: string): number => 12 + text.length + Math.max(1, Math.ceil(text.length / 255));
  return 12 + name.length + 2 + 4 + texts.reduce((sum, text) => sum + perText(text), 0);
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
    const looks = lookAtSpf(subject.name, envelopeNames(subject.name, intent), sendingAddresses(subject.name, intent));
    return { value: await drive(looks, networkAnswers(io, signal)), complete: true };
  },
});
