import { keptReceivedMessages, type KeptArrival, type KeptFlow, type KeptReceivedMessages } from '../../evidence/email/kept-received-messages.ts';
import { RECORD_CAP, type ReceivedMail, receivedMessageEvidence, type ReceivedMessages } from '../../evidence/email/received-message.ts';
import { type DkimResult, verifyDkim } from '../../formats/dkim-verify.ts';
import { evaluateDmarc } from '../../formats/dmarc-evaluate.ts';
import { isDmarc } from '../../formats/dmarc.ts';
import { answerAt, type Asking, drive, together } from '../../formats/dns-question.ts';
import { evaluateSpf, type SpfResult } from '../../formats/spf-evaluate.ts';
import { isSpf } from '../../formats/spf.ts';
import { type Quoted, quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { networkAnswers } from './dns-answer.ts';

/** A received mail proves something about the app for this long. */
const MOST_AGE_DAYS = 30;
const DAY_MS = 86_400_000;

export const receivedMessageProbe = defineProbe({
  id: 'email/received-message',
  version: 1,
  title: 'verifies the mails that launch-ready mail received against what DNS says now',
  about: 'project',
  needs: {},
  fills: receivedMessageEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 20_000,
  async gather({ intent, io, signal }) {
    if (intent.sendsMail === false) return { value: { messages: [] }, complete: true };
    const now = io.clock.now();
    const { flows } = await loadKept(io);
    const own = flows.filter(({ environment }) => environment === intent.environment);
    const fresh = own.filter(({ askedAt }) => now - Date.parse(askedAt) <= MOST_AGE_DAYS * DAY_MS);
    if (fresh.length === 0) {
      const before = own.length > 0 ? `the last mail was received more than ${MOST_AGE_DAYS} days ago` : 'no mail of the app was received yet';
      throw new CouldNotLook('not-found', `${before}: run launch-ready mail, which receives one and verifies it`);
    }
    return { value: await drive(lookAtMessages(fresh), networkAnswers(io, signal)), complete: true };
  },
});

async function loadKept(io: Io): Promise<KeptReceivedMessages> {
  let kept: unknown;
  try {
    kept = await io.kept?.('received-messages');
  } catch (error) {
    throw new CouldNotLook('malformed', error instanceof Error ? error.message : 'the kept mails cannot be read');
  }
  if (kept === undefined) throw new CouldNotLook('not-found', 'no mail of the app was received yet: run launch-ready mail, which receives one and verifies it');
  const fault = keptReceivedMessages.fault(kept, 'received-messages');
  if (fault !== undefined) throw new CouldNotLook('malformed', `the kept mails cannot be used: ${fault}; receive them again with: launch-ready mail`);
  return kept as KeptReceivedMessages;
}

/** The questions behind the evidence: all mails side by side. */
export function* lookAtMessages(flows: readonly KeptFlow[]): Asking<ReceivedMessages> {
  const arrivals = yield* together(flows.map(({ arrival }) => lookAtArrival(arrival)));
  return { messages: flows.map((flow, at) => ({ ...flow, arrival: arrivals[at] ?? null })) };
}

function* lookAtArrival(kept: KeptArrival | null): Asking<ReceivedMail | null> {
  if (!kept) return null;
  const { signatures, client, mailFromDomain, ...arrival } = kept;
  const from = arrival.from.length === 1 ? arrival.from[0]?.domain : undefined;
  // Signatures are judged by the time of arrival: a mail does not become worse by being kept.
  const dkim = yield* verifyDkim(signatures, Date.parse(arrival.at));
  const spf = client && mailFromDomain !== null ? yield* spfOf(client, mailFromDomain) : undefined;
  const seen = dkim.map((one) => ({ result: one.result, domain: one.signature.domain, selector: one.signature.selector }));
  const dmarc =
    from === undefined ? undefined : yield* evaluateDmarc({ fromDomain: from, spf: spf ? { result: spf.result, domain: spf.domain } : null, dkim: seen });
  const other = client && spf && spf.result !== 'pass' ? yield* firstSpf(client, [from, dmarc?.organisation], spf.domain) : undefined;
  const records = yield [
    { name: spf?.domain ?? '', type: 'TXT' as const },
    { name: `_dmarc.${dmarc?.policyFrom ?? ''}`, type: 'TXT' as const },
  ].filter(({ name }) => name !== '' && name !== '_dmarc.');
  const texts = (at: number): readonly string[] => answerAt(records, at).texts;
  return {
    ...arrival,
    client,
    mailFromDomain,
    signatures: dkim.map(signatureOf),
    spf: spf ? { ...shortSpf(spf), term: quotedOrNull(spf.mechanism), why: quotedOrNull(spf.fault?.says), record: recordIn(texts(0), isSpf) } : null,
    spfOfFrom: other ? { ...shortSpf(other), ownTerm: quotedOrNull(other.path[0]?.term) } : null,
    dmarc: dmarc
      ? {
          result: dmarc.result,
          policy: dmarc.policy,
          policyFrom: quotedOrNull(dmarc.policyFrom, 255),
          record: recordIn(texts(spf ? 1 : 0), isDmarc),
          organisation: quotedOrNull(dmarc.organisation, 255),
          spfAligned: dmarc.aligned.spf,
          dkimAligned: dmarc.aligned.dkim.slice(0, 10).map((name) => quote(name, 255)),
          why: quote(dmarc.why),
        }
      : null,
  };
}

/** SPF at the names where people put it, beside the one that counts: the first that passes, or else the first. */
function* firstSpf(
  client: { readonly ip: string; readonly helo: string },
  names: readonly (string | null | undefined)[],
  judged: string,
): Asking<SpfResult | undefined> {
  const others = [...new Set(names)].filter((name): name is string => typeof name === 'string' && name !== judged);
  const results = yield* together(others.map((name) => spfOf(client, name)));
  return results.find(({ result }) => result === 'pass') ?? results[0];
}

/** The part before the @ was not kept: it can name a person. Records that ask for it (macro `l`) are rare. */
function spfOf({ ip, helo }: { readonly ip: string; readonly helo: string }, domain: string): Asking<SpfResult> {
  return evaluateSpf({ ip, helo, mailFrom: domain === '' ? '' : `postmaster@${domain}` });
}

const shortSpf = ({ result, domain }: SpfResult): { result: SpfResult['result']; domain: Quoted } => ({ result, domain: quote(domain, 255) });
const quotedOrNull = (text: string | null | undefined, cap?: number): Quoted | null => (text === undefined || text === null ? null : quote(text, cap));

function recordIn(texts: readonly string[], is: (text: string) => boolean): Quoted | null {
  const own = texts.find(is);
  return own === undefined ? null : quote(own, RECORD_CAP);
}

function signatureOf({ signature, result, problem, why, testing, keyBits, records, misplacedAt }: DkimResult): ReceivedMail['signatures'][number] {
  const { domain, selector, algorithm, signed, unsignedBytes } = signature;
  return {
    result,
    problem,
    testing,
    keyBits,
    misplacedAt,
    unsignedBytes,
    domain: quote(domain, 255),
    selector: quote(selector, 255),
    algorithm: quote(algorithm, 40),
    signed: signed.map((name) => quote(name, 80)),
    why: quote(why),
    records: records.slice(0, 10).map((text) => quote(text, RECORD_CAP)),
  };
}
