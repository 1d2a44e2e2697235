import { DMARC_POLICIES, type DmarcPolicy, type DmarcRecord, effectivePolicy, parseDmarc, subdomainPolicy } from './dmarc.ts';
import { type DmarcWalk, walkDmarc } from './dmarc-walk.ts';
import { answerAt, type Asking, together } from './dns-question.ts';

/** Results of SPF and DKIM as RFC 8601 §2.7 names them; only `pass` and `temperror` make a difference here. */
export type AuthResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'policy' | 'temperror' | 'permerror';

/** One message as DMARC sees it. Domains may be in any case, with a final dot, or in Unicode. */
export interface DmarcQuestion {
  /** Domain of the one From address. */
  readonly fromDomain: string;
  /** `domain` is that of MAIL FROM, or of HELO for an empty one (RFC 9989 §4.4.2). */
  readonly spf: { readonly result: AuthResult; readonly domain: string } | null;
  /** `domain` is `d=` of a signature. */
  readonly dkim: readonly { readonly result: AuthResult; readonly domain: string; readonly selector: string }[];
}

export interface DmarcVerdict {
  /** As RFC 8601 defines it. `none`: no record applies. `permerror`: one does, but receivers cannot use it. `temperror`: DNS, SPF or DKIM could not be completed. */
  readonly result: 'pass' | 'fail' | 'none' | 'temperror' | 'permerror';
  /** What receivers are asked to do with this From domain's failing mail, test mode (`t=y`) already applied; `null` when no usable record was found. */
  readonly policy: DmarcPolicy | null;
  /** The domain whose record counts; its own name or one it inherits from. */
  readonly policyFrom: string | null;
  /** Organisational domain of the From domain by the tree walk; `null` when DNS did not say. */
  readonly organisation: string | null;
  /** What passed and belongs to the From domain. `dkim` holds the `d=` of each such signature once. */
  readonly aligned: { readonly spf: boolean; readonly dkim: readonly string[] };
  /** The reason in one sentence. */
  readonly why: string;
}

const NOT_ALIGNED = { spf: false, dkim: [] } as const;

/**
 * Evaluates DMARC for one message (RFC 9989 §5.3): finds the policy, compares the domains that SPF and DKIM proved with the From domain (identical, or of
 * the same organisation by the tree walk unless the record says strict), and says what receivers conclude. Asks DNS; never throws.
 */
export function* evaluateDmarc(question: DmarcQuestion): Asking<DmarcVerdict> {
  const from = domainText(question.fromDomain);
  if (from === undefined) return { ...nothing('none', 'the From address has no usable domain'), organisation: null };
  const walk = yield* walkDmarc(from, true);
  const found = applied(from, walk);
  if ('result' in found) return { ...found, organisation: walk.organisation };
  const { record, at } = found;
  const candidates = candidatesOf(question, record);
  const walks = yield* organisations(from, candidates);
  const aligned = candidates.filter(({ result, domain, strict }) => result === 'pass' && isAligned(domain, from, strict, walk, walks) === true);
  const open = candidates.some(
    ({ result, domain, strict }) =>
      (result === 'temperror' && isAligned(domain, from, strict, walk, walks) !== false) ||
      (result === 'pass' && isAligned(domain, from, strict, walk, walks) === undefined),
  );
  const policy = yield* policyFor(from, at, record);
  const details = {
    policyFrom: at,
    organisation: walk.organisation,
    aligned: { spf: aligned.some(({ by }) => by === 'SPF'), dkim: [...new Set(aligned.filter(({ by }) => by === 'DKIM').map(({ domain }) => domain))] },
  };
  const [best] = aligned;
  if (best) return { ...details, result: 'pass', policy: policy ?? null, why: `${best.by} passed for ${best.domain}, which belongs to ${from}` };
  if (open)
    return { ...details, result: 'temperror', policy: policy ?? null, why: 'SPF, DKIM or a DNS answer was not to be had for now; without it nothing follows' };
  if (policy === undefined)
    return { ...details, result: 'temperror', policy: null, why: `DNS did not say whether ${from} exists, and its policy depends on that` };
  return { ...details, result: 'fail', policy, why: whyFailed(from, candidates) };
}

interface Candidate {
  readonly by: 'SPF' | 'DKIM';
  readonly result: AuthResult;
  readonly domain: string;
  readonly strict: boolean;
}

function candidatesOf({ spf, dkim }: DmarcQuestion, record: DmarcRecord): Candidate[] {
  const one = (by: Candidate['by'], { result, domain }: { result: AuthResult; domain: string }): Candidate[] => {
    const name = domainText(domain);
    return name === undefined ? [] : [{ by, result, domain: name, strict: (by === 'SPF' ? record.aspf : record.adkim) === 's' }];
  };
  return [...(spf ? one('SPF', spf) : []), ...dkim.flatMap((each) => one('DKIM', each))];
}

/** Organisational domains of the names that relaxed alignment needs. */
function* organisations(from: string, candidates: readonly Candidate[]): Asking<ReadonlyMap<string, string | null>> {
  const wanted = candidates.filter(({ result, domain, strict }) => !strict && domain !== from && (result === 'pass' || result === 'temperror'));
  const names = [...new Set(wanted.map(({ domain }) => domain))];
  const walks = yield* together(names.map((name) => walkDmarc(name, true)));
  return new Map(names.map((name, index) => [name, walks[index]?.organisation ?? null]));
}

/** `undefined`: DNS did not say. */
function isAligned(domain: string, from: string, strict: boolean, walk: DmarcWalk, walks: ReadonlyMap<string, string | null>): boolean | undefined {
  if (domain === from) return true;
  if (strict) return false;
  const theirs = walks.get(domain) ?? null;
  return walk.organisation === null || theirs === null ? undefined : walk.organisation === theirs;
}

type Nothing = Omit<DmarcVerdict, 'organisation'>;
function nothing(result: 'none' | 'temperror' | 'permerror', why: string, policyFrom: string | null = null): Nothing {
  return { result, policy: null, policyFrom, aligned: NOT_ALIGNED, why };
}

/** The record that applies, or why there is none (RFC 9989 §4.10.1). */
function applied(from: string, walk: DmarcWalk): Nothing | { readonly record: DmarcRecord; readonly at: string } {
  const own = walk.steps[0];
  const unseen = walk.steps.find(({ state }) => state === 'unknown');
  const at = own?.state === 'record' ? from : walk.inherited?.from;
  const text = own?.state === 'record' ? own.records[0] : walk.inherited?.text;
  if (at === undefined || text === undefined) {
    if (unseen && walk.organisation === null) return nothing('temperror', `DNS did not say whether there is a DMARC record at _dmarc.${unseen.domain}`);
    const many = own?.state === 'many' ? `${from} has several DMARC records, which counts as none` : undefined;
    return nothing('none', many ?? `neither ${from} nor a domain above it has a DMARC record`);
  }
  const record = parseDmarc(text);
  const [fault] = record.faults;
  if (fault) return nothing('permerror', `the DMARC record of ${at} cannot be used: ${fault.says}`, at);
  const reported = record.rua.some((address) => address.fault === undefined);
  if (record.policyUnusable && !reported) return nothing('permerror', `the DMARC record of ${at} has no usable policy and no address for reports`, at);
  return { record, at };
}

/** `undefined`: it depends on whether the From domain exists, and DNS did not say. */
function* policyFor(from: string, at: string, record: DmarcRecord): Asking<DmarcPolicy | undefined> {
  const { existing, missing } = subdomainPolicy(record);
  if (at === from) return stepped(effectivePolicy(record), record);
  if (existing === missing) return stepped(existing, record);
  // RFC 9989 §3.2.13: a name does not exist when DNS says NXDOMAIN.
  const { status } = answerAt(yield [{ name: from, type: 'A' }], 0);
  return status === 'unknown' ? undefined : stepped(status === 'nxdomain' ? missing : existing, record);
}

/** RFC 9989 §4.7: in test mode one step milder. */
function stepped(policy: DmarcPolicy, { testing }: DmarcRecord): DmarcPolicy {
  return testing ? (DMARC_POLICIES[Math.max(0, DMARC_POLICIES.indexOf(policy) - 1)] ?? 'none') : policy;
}

function whyFailed(from: string, candidates: readonly Candidate[]): string {
  const passed = [...new Set(candidates.filter(({ result }) => result === 'pass').map(({ by, domain }) => `${by} for ${domain}`))];
  if (passed.length === 0) return 'neither SPF nor DKIM passed';
  return `${passed.join(' and ')} passed, but does not belong to ${from}`;
}

/** Lower case, ASCII form of Unicode labels (RFC 5890 §2.3), no final dot; nothing when it is no domain name. */
function domainText(text: string): string | undefined {
  const bare = text.trim().toLowerCase().replace(/\.$/, '');
  // eslint-disable-next-line no-control-regex
  const name = /[^\u0000-\u007f]/.test(bare) ? asciiHost(bare) : bare;
  return name !== undefined &&
    name.length <= 253 &&
    name.includes('.') &&
    name.split('.').every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))
    ? name
    : undefined;
}

function asciiHost(text: string): string | undefined {
  return /[\s/?#@:\\%[\]]/.test(text) ? undefined : (URL.parse(`http://${text}/`)?.hostname ?? undefined);
}
