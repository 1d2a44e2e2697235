import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import { DKIM_CAP, dkimEvidence, type DkimEvidence, type DkimSelector } from '../../evidence/email/dkim.ts';
import { dmarcReportsEvidence, type DmarcReportsEvidence } from '../../evidence/email/dmarc-reports.ts';
import { receivedMessageEvidence, type ReceivedMessages } from '../../evidence/email/received-message.ts';
import { isDkimKey, parseDkimKey } from '../../formats/dkim-key.ts';
import { answerAt, type Asking, type DnsAnswer, drive, together } from '../../formats/dns-question.ts';
import { maybe } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { sendersUnder } from '../../model/senders.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { couldNotAsk, networkAnswers } from './dns-answer.ts';

export type WantedSelector = Pick<DkimSelector, 'selector' | 'domain' | 'because' | 'provider'>;
const MOST_SELECTORS = 60;
/** Missing selectors whose misspelt names are looked at. */
const MOST_SEARCHED = 6;
/** A selector that nobody uses. */
const NOBODY = 'launch-ready-nobody';

/**
 * Declared selectors, those of the declared services, those that signed a received mail or that receivers reported, and, where nobody declared a sender, the
 * selectors of all services we know.
 */
export function wantedSelectors(
  domain: string,
  intent: Pick<Intent, 'senders' | 'domains' | 'sendsMail'>,
  received: ReceivedMessages = { messages: [] },
  reported: DmarcReportsEvidence['selectors'] = [],
): WantedSelector[] {
  const senders = sendersUnder(domain, intent);
  const declared = senders.flatMap((sender): WantedSelector[] => {
    const provider = MAIL_PROVIDERS.find(({ id }) => id === sender.provider);
    const own = sender.selectors.map(
      (selector): WantedSelector => ({ selector: selector.toLowerCase(), domain: sender.domain, because: 'declared', provider: sender.provider ?? null }),
    );
    return own.length > 0
      ? own
      : (provider?.dkim.selectors ?? []).map((selector) => ({ selector, domain: sender.domain, because: 'provider', provider: provider?.id ?? null }));
  });
  const silent = intent.sendsMail !== false && !intent.senders.some((sender) => sender.declared);
  const known = silent ? knownSelectors(domain) : [];
  const seen = new Set<string>();
  const unique = [...declared, ...seenSelectors(domain, intent, received), ...reportedSelectors(domain, intent, reported), ...known].filter(
    ({ selector, domain: at }) => !seen.has(`${selector} ${at}`) && seen.add(`${selector} ${at}`),
  );
  return unique.slice(0, MOST_SELECTORS);
}

/** Selectors of signatures that name the domain or one below it that has no checks of its own. */
function seenSelectors(domain: string, intent: Pick<Intent, 'domains'>, { messages }: ReceivedMessages): WantedSelector[] {
  const signatures = messages.flatMap(({ arrival }) => arrival?.signatures ?? []);
  return signatures
    .map(({ selector, domain: at }): WantedSelector => ({ selector: selector.toLowerCase(), domain: at.toLowerCase(), because: 'seen', provider: null }))
    .filter(({ selector, domain: at }) => isHome(at, domain, intent) && isName(selector) && isName(at));
}

function reportedSelectors(domain: string, intent: Pick<Intent, 'domains'>, reported: NonNullable<DmarcReportsEvidence['selectors']>): WantedSelector[] {
  return reported.flatMap(({ selector, domain: at }) => (isHome(at, domain, intent) ? [{ selector, domain: at, because: 'reported', provider: null }] : []));
}

/** True when `domain` is the deepest domain of the config that a name lies in. */
function isHome(name: string, domain: string, { domains }: Pick<Intent, 'domains'>): boolean {
  const zones = domains.filter((zone) => isAtOrBelow(name, zone)).sort((a, b) => b.length - a.length);
  return zones[0] === domain;
}

function isName(text: string): boolean {
  return /^[a-z0-9_](?:[a-z0-9._-]{0,200}[a-z0-9_])?$/.test(text);
}

/** Selectors of all services we know; where several use the same name, it does not tell which one it is. */
function knownSelectors(domain: string): WantedSelector[] {
  return MAIL_PROVIDERS.flatMap(({ id, dkim }) =>
    dkim.selectors.map((selector): WantedSelector => {
      const shared = MAIL_PROVIDERS.filter((other) => other.dkim.selectors.includes(selector)).length > 1;
      return { selector, domain, because: 'known', provider: shared ? null : id };
    }),
  );
}

/**
 * The questions behind the evidence. Selectors that are only known, not declared, are asked only where the domain has any DKIM at all.
 * @throws CouldNotLook when nobody could answer for any selector
 */
export function* lookAtDkim(domain: string, wanted: readonly WantedSelector[]): Asking<DkimEvidence> {
  let asked = wanted;
  if (wanted.length > 0 && wanted.every(({ because }) => because === 'known')) {
    // Nothing is below a name that does not exist (RFC 8020).
    if (answerAt(yield [{ name: `_domainkey.${domain}`, type: 'TXT' }], 0).status === 'nxdomain') asked = [];
  }
  const answers = yield asked.map((each) => ({ name: nameOf(each), type: 'TXT' as const }));
  if (asked.length > 0 && answers.every(({ status }) => status === 'unknown')) throw couldNotAsk(answerAt(answers, 0));
  const absent = asked.filter((each, index) => each.because !== 'known' && isAbsent(answerAt(answers, index)));
  const elsewhere = yield* together(absent.slice(0, MOST_SEARCHED).map((each) => lookElsewhere(each, domain)));
  return { selectors: asked.map((each, index) => ({ ...selectorOf(each, answerAt(answers, index)), ...elsewhere[absent.indexOf(each)] })) };
}

function isAbsent({ status, chain }: DnsAnswer): boolean {
  return (status === 'nodata' || status === 'nxdomain') && chain.length === 0;
}

/** Where there is no key: a web address at the name shows a proxy; the other names are what comes out when the domain is typed twice or `_domainkey` left out. */
function* lookElsewhere(wanted: WantedSelector, domain: string): Asking<Pick<DkimSelector, 'hasAddress' | 'misplaced'>> {
  const name = nameOf(wanted);
  const names = [`${name}.${domain}`, `${wanted.selector}.${wanted.domain}`];
  const nobody = `${NOBODY}._domainkey.${wanted.domain}`;
  const answers = yield [{ name, type: 'A' }, { name: nobody, type: 'A' }, ...names.map((each) => ({ name: each, type: 'TXT' as const }))];
  const misplaced = names.flatMap((each, index) => {
    const key = answerAt(answers, index + 2).texts.find((text) => isDkimKey(text) && !parseDkimKey(text).revoked);
    return key === undefined ? [] : [{ name: each, record: quote(key, DKIM_CAP) }];
  });
  // Where every name has an address (a wildcard), that of this one says nothing.
  return { hasAddress: answerAt(answers, 0).status === 'ok' && answerAt(answers, 1).status !== 'ok', misplaced };
}

function nameOf({ selector, domain }: WantedSelector): string {
  return `${selector}._domainkey.${domain}`;
}

function selectorOf(wanted: WantedSelector, answer: DnsAnswer): DkimSelector {
  const keys = answer.texts.filter(isDkimKey);
  const records = answer.texts.slice(0, 10).map((text) => quote(text, DKIM_CAP));
  const first = keys[0] ?? answer.texts[0];
  const parsed = first === undefined ? undefined : parseDkimKey(first);
  const state = answer.status === 'unknown' ? 'unknown' : keys.length > 1 ? 'many' : keys.length === 1 ? 'key' : answer.texts.length > 0 ? 'other' : 'none';
  return {
    ...wanted,
    state,
    why: answer.why === undefined ? null : quote(answer.why),
    chain: answer.chain.map((name) => quote(name)),
    records,
    key: parsed
      ? {
          type: parsed.type,
          bits: parsed.bits,
          form: parsed.form,
          revoked: parsed.revoked,
          testing: parsed.testing,
          hashes: namesIn(parsed.hashes),
          services: namesIn(parsed.services),
          faults: parsed.faults.slice(0, 10).map(({ says }) => quote(says)),
        }
      : null,
    hasAddress: false,
    misplaced: [],
  };
}

function namesIn(words: readonly string[]): string[] {
  return words.filter((word) => /^[\x21-\x7e]{1,40}$/.test(word)).slice(0, 10);
}

export const dkimProbe = defineProbe({
  id: 'email/dkim',
  version: 1,
  title: 'asks DNS for the DKIM keys of declared, received, reported and known selectors',
  about: 'domain',
  needs: { received: maybe(receivedMessageEvidence), reports: maybe(dmarcReportsEvidence) },
  fills: dkimEvidence,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, intent, io, signal }) {
    const wanted = wantedSelectors(subject.name, intent, given.received, given.reports?.selectors);
    return { value: await drive(lookAtDkim(subject.name, wanted), networkAnswers(io, signal)), complete: true };
  },
});
