import type { SpfResult } from '../../src/formats/spf-evaluate.ts';
import type { SpfCase } from './spf-zones.ts';

interface Said {
  readonly result: string;
  /** Its reason for an error, or the explanation. */
  readonly says: string;
  readonly explanation: string;
  readonly lookups: number;
  readonly voids: number;
}
/** What pyspf said; `patient` is the same without a limit of look-ups that find nothing. */
export interface PeerResult extends Said {
  readonly patient: Said;
}
interface Disagreement {
  readonly each: SpfCase;
  readonly ours: SpfResult;
  readonly theirs: PeerResult;
  /** Ours without a limit of look-ups that find nothing. */
  readonly patient: SpfResult;
}

/** Each reason once, the first that fits counts. What pyspf does is told second. */
const REASONS: readonly (readonly [reason: string, fits: (about: Disagreement) => boolean])[] = [
  [
    '§4.6.4, §4.6.2: an include of the own domain is no fault of grammar, only working it through is one; pyspf refuses the record although the term is never reached',
    ({ theirs }) => theirs.says.includes('trivial recursion'),
  ],
  ['§7.3: the number of labels a macro keeps is never 0; pyspf takes it for all labels or none', ({ ours }) => ours.fault?.says.includes('0 labels') === true],
  [
    '§7.1: only . - + , / _ = separate, and % begins a macro, also in modifiers that are skipped, and control characters are none of the grammar; pyspf lets them pass',
    ({ ours }) => /percent sign|plain ASCII/.test(ours.fault?.says ?? ''),
  ],
  ['§6: modifiers that nobody knows are skipped, however often they stand there; pyspf wants each once', ({ theirs }) => theirs.says.includes('at most once')],
  [
    '§4.6: faults of grammar come first, wherever they stand; pyspf asks DNS for a macro before it has read all',
    ({ ours, theirs }) => ours.result === 'permerror' && (ours.fault?.at ?? 0) > 0 && theirs.says.includes('timeout'),
  ],
  [
    '§4.6.4, §5.5: the addresses of the client’s own PTR names are not in the hands of the domain, so they do not count as look-ups that find nothing; pyspf counts them',
    ({ theirs, patient, each }) =>
      theirs.says.includes('Void lookup') && (patient.result === theirs.patient.result || theirs.patient.says.includes('timeout')) && asksForNames(each),
  ],
  ['§4.3: without a local part the sender is postmaster@; pyspf leaves %{s} with nothing before the @', ({ each }) => each.mailFrom.startsWith('@')],
  [
    '§5.5, §7.3: a DNS error about PTR or the addresses of its names means no match and %{p} unknown; pyspf ends with temperror',
    ({ theirs, each }) => theirs.says.includes('timeout') && asksForNames(each),
  ],
  [
    '§5.4: mail servers are compared in order of priority until one matches; pyspf asks all first and ends with temperror when a later one fails',
    ({ theirs, ours }) => theirs.says.includes('timeout') && /^[+?~-]?mx/.test(ours.mechanism ?? ''),
  ],
  [
    '§6.2: an error on the way to the explanation changes no result; pyspf ends with temperror',
    ({ theirs, ours }) => theirs.says.includes('timeout') && ours.result === 'fail',
  ],
  [
    '§7.3: parts are joined by dots whatever separated them; pyspf keeps the character for all macros but %{l} and %{s}',
    ({ each }) => hasText(each, /%\{[odhipv]\d*r?[.]*[-+,/_=]/i),
  ],
  [
    '§6.2, §7.1: an explanation with a control character is none; pyspf shows it',
    ({ ours, theirs }) => ours.explanation === undefined && /[\u0000-\u001f]/.test(theirs.explanation),
  ],
  [
    '§6.2, §7.3: the explanation shows "unknown" for %{p}; pyspf gives none once the look-ups that find nothing are used up',
    ({ ours, theirs }) => ours.result === 'fail' && theirs.result === 'fail' && theirs.explanation === '' && ours.explanation !== undefined,
  ],
];

/** Why the two disagree, with the section of RFC 7208; nothing when it is not known. */
export function explained(each: SpfCase, ours: SpfResult, theirs: PeerResult, patient: SpfResult): string | undefined {
  return REASONS.find(([, fits]) => fits({ each, ours, theirs, patient }))?.[0];
}

/** True when a record of the zone needs the names of the client. */
function asksForNames(each: SpfCase): boolean {
  return hasText(each, /ptr|%\{p/i);
}

function hasText({ zone }: SpfCase, pattern: RegExp): boolean {
  return Object.values(zone).some(({ TXT = [] }) => TXT.some((text) => pattern.test(text)));
}
