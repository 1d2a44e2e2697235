import { isAtOrBelow } from '../model/domain-name.ts';
import { answerAt, type Asking, type DnsAnswer, type DnsQuestion } from './dns-question.ts';
import { addressWords, isInNetwork, reverseName, type SpfClient, spfClient } from './spf-client.ts';
import { compileSpf } from './spf-compile.ts';
import { fillDomainSpec, fillMacros, isAskable, macroFault, type SpfMacroValues } from './spf-macro.ts';
import { senderOf, type SpfRequest, tooLong, valuesOf } from './spf-request.ts';
import { isSpf, type SpfMechanism, type SpfModifier, type SpfQualifier } from './spf.ts';
import { MOST_SPF_LOOKUPS, MOST_SPF_NAMES, MOST_VOID_LOOKUPS } from './spf-walk.ts';

export type { SpfRequest } from './spf-request.ts';
/** One step on the way to the answer: a term, and the domain whose record it stands in. */
export interface SpfStep {
  readonly domain: string;
  readonly term: string;
}
/** What a receiver concludes, RFC 7208 §2.6. */
export interface SpfResult {
  readonly result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'temperror' | 'permerror';
  /** The domain that was judged. */
  readonly domain: string;
  /** The term that decided, as written; absent when none did. */
  readonly mechanism?: string;
  /** The terms that led there, from the domain's own record to `mechanism` itself, each with the domain whose record it stands in; empty for an error. */
  readonly path: readonly SpfStep[];
  /** The domain owner's words to whoever was refused (`exp=`). */
  readonly explanation?: string;
  /** Terms that asked DNS; more than 10 is an error. */
  readonly lookups: number;
  /** Questions that found nothing. */
  readonly voids: number;
  /** Why it is an error: the record or name, the place in it (from 0), what is wrong. */
  readonly fault?: { readonly text: string; readonly at: number; readonly says: string };
}

/** No reply of a mail server is that long. */
const MOST_EXPLANATION = 4000;
const RESULTS = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' } as const satisfies Record<SpfQualifier, SpfResult['result']>;

type Fault = NonNullable<SpfResult['fault']>;
interface Outcome {
  readonly result: SpfResult['result'];
  readonly path: readonly (SpfStep & { readonly isRedirect: boolean })[];
  readonly fault?: Fault;
  /** `exp=` of the record that decided. */
  readonly explains?: { readonly domain: string; readonly spec: string };
}
/** One evaluation as it goes. */
interface Run {
  readonly client: SpfClient;
  readonly values: SpfMacroValues;
  readonly mostVoids: number;
  lookups: number;
  voids: number;
  /** `%{p}`, once it was asked for. */
  clientNames?: readonly string[];
}
/** A record on the way. */
interface Place {
  readonly domain: string;
  readonly text: string;
}

/**
 * May this client send mail for this sender? (RFC 7208 §4, `check_host()`.) Asks as it goes and stops at the first answer, at 10 look-ups (§4.6.4) and at the
 * third that finds nothing. Never throws; a question that nobody answers is `temperror`.
 */
export function* evaluateSpf(request: SpfRequest): Asking<SpfResult> {
  const { local, domain } = senderOf(request);
  const client = spfClient(request.ip);
  const wrong = client ? tooLong(request) : `"${request.ip.slice(0, 60)}" is not an IP address`;
  if (!client || wrong !== undefined)
    return { result: 'none', domain: domain.slice(0, 253), path: [], lookups: 0, voids: 0, fault: { text: '', at: 0, says: wrong ?? '' } };
  const run: Run = { client, values: valuesOf(request, client, local, domain), mostVoids: request.mostVoids ?? MOST_VOID_LOOKUPS, lookups: 0, voids: 0 };
  const { result, path, fault, explains } = yield* checkHost(run, domain, false);
  const explanation = result === 'fail' && explains ? yield* explain(run, explains) : undefined;
  const steps = fault ? [] : path;
  const last = steps.at(-1);
  return {
    result,
    domain,
    ...(last && !last.isRedirect && { mechanism: last.term }),
    path: steps.map(({ domain: at, term }) => ({ domain: at, term })),
    ...(explanation !== undefined && { explanation }),
    lookups: run.lookups,
    voids: run.voids,
    ...(fault && { fault }),
  };
}

const stop = (result: 'temperror' | 'permerror', text: string, at: number, says: string): Outcome => ({ result, path: [], fault: { text, at, says } });

function* checkHost(run: Run, domain: string, counts: boolean): Asking<Outcome> {
  if (!isAskable(domain) || !domain.includes('.') || domain.startsWith('[')) return { result: 'none', path: [] };
  const answer = yield* ask(run, { name: domain, type: 'TXT' }, counts);
  if ('result' in answer) return answer;
  const records = answer.texts.filter(isSpf);
  const [text] = records;
  if (text === undefined) return { result: 'none', path: [] };
  if (records.length > 1) return stop('permerror', domain, 0, 'there is more than one SPF record');
  const { fault, mechanisms, redirect, exp } = compileSpf(text);
  if (fault) return stop('permerror', text, fault.at, fault.says);
  const place = { domain, text };
  for (const { term, network } of mechanisms) {
    const found = network ? isInNetwork(run.client, network, bitsOf(run, term)) : yield* matches(run, place, term);
    if (found === false) continue;
    if (found !== true && found.result !== 'pass') return found;
    return {
      result: RESULTS[term.qualifier],
      path: [{ domain, term: term.text, isRedirect: false }, ...(found === true ? [] : found.path)],
      ...(exp && { explains: { domain, spec: exp.value } }),
    };
  }
  return redirect ? yield* followRedirect(run, place, redirect) : { result: 'neutral', path: [] };
}

/** The prefix length that counts for this client. */
function bitsOf({ client }: Run, { prefix4, prefix6 }: SpfMechanism): number {
  return client.family === 4 ? (prefix4 ?? 32) : (prefix6 ?? 128);
}

/** RFC 7208 §6.1. */
function* followRedirect(run: Run, place: Place, redirect: SpfModifier): Asking<Outcome> {
  const tooMany = countLookup(run, place, redirect.at);
  if (tooMany) return tooMany;
  const target = yield* fill(run, redirect.value, place.domain);
  const outcome = yield* checkHost(run, target, true);
  if (outcome.result === 'none') return stop('permerror', place.text, redirect.at, `there is no SPF record at ${target}`);
  return { ...outcome, path: [{ domain: place.domain, term: redirect.text, isRedirect: true }, ...outcome.path] };
}

function countLookup(run: Run, { text }: Place, at: number): Outcome | undefined {
  run.lookups += 1;
  return run.lookups > MOST_SPF_LOOKUPS ? stop('permerror', text, at, `there are more than ${MOST_SPF_LOOKUPS} look-ups`) : undefined;
}

/** Does a mechanism match? An outcome with `pass` is the match of an include; any other outcome ends the evaluation. */
function* matches(run: Run, place: Place, term: SpfMechanism): Asking<boolean | Outcome> {
  if (term.name === 'all') return true;
  const tooMany = countLookup(run, place, term.at);
  if (tooMany) return tooMany;
  const target = term.value === undefined ? place.domain : yield* fill(run, term.value, place.domain);
  if (term.name === 'include') return yield* matchInclude(run, place, term, target);
  if (!isAskable(target)) return false;
  if (term.name === 'a') return yield* matchAddresses(run, [target], bitsOf(run, term));
  if (term.name === 'mx') return yield* matchMx(run, place, term, target);
  if (term.name === 'ptr') return yield* matchPtr(run, target);
  const answer = yield* ask(run, { name: target, type: 'A' });
  return 'result' in answer ? answer : answer.addresses.length > 0;
}

/** RFC 7208 §5.2, the table. */
function* matchInclude(run: Run, place: Place, term: SpfMechanism, target: string): Asking<boolean | Outcome> {
  const inner = yield* checkHost(run, target, true);
  if (inner.result === 'none') return stop('permerror', place.text, term.at, `there is no SPF record at ${target}`);
  const isError = inner.result === 'temperror' || inner.result === 'permerror';
  return isError || inner.result === 'pass' ? inner : false;
}

/** Names in order of preference; the addresses of one are compared before an error of the next counts (RFC 7208 §5.3, §5.4). */
function* matchAddresses(run: Run, names: readonly string[], bits: number): Asking<boolean | Outcome> {
  const type = run.client.family === 4 ? 'A' : 'AAAA';
  const answers = yield names.map((name) => ({ name: name.toLowerCase(), type }) as const);
  for (const at of names.keys()) {
    const answer = count(run, names[at] ?? '', answerAt(answers, at));
    if ('result' in answer) return answer;
    if (answer.addresses.some((address) => isInNetwork(run.client, addressWords(address), bits))) return true;
  }
  return false;
}

function* matchMx(run: Run, place: Place, term: SpfMechanism, target: string): Asking<boolean | Outcome> {
  const answer = yield* ask(run, { name: target, type: 'MX' });
  if ('result' in answer) return answer;
  if (answer.exchanges.length > MOST_SPF_NAMES) return stop('permerror', place.text, term.at, `${target} has more than ${MOST_SPF_NAMES} mail servers`);
  const sorted = [...answer.exchanges].sort((a, b) => a.preference - b.preference);
  return yield* matchAddresses(run, sorted.map(({ exchange }) => withoutFinalDot(exchange)).filter(isAskable), bitsOf(run, term));
}

/** RFC 7208 §5.5: errors only mean that it does not match. */
function* matchPtr(run: Run, target: string): Asking<boolean | Outcome> {
  const names = yield* clientNames(run);
  if ('result' in names) return names;
  return names.some((name) => isBelow(name, target));
}

/** The names of the client that lead back to it, at most ten tried (RFC 7208 §5.5, §4.6.4). */
function* clientNames(run: Run): Asking<readonly string[] | Outcome> {
  if (run.clientNames) return run.clientNames;
  run.clientNames = [];
  const name = reverseName(run.client);
  const [reply] = yield [{ name, type: 'PTR' }];
  const answer = reply?.status === 'unknown' || !reply ? undefined : count(run, name, reply);
  if (!answer) return [];
  if ('result' in answer) return answer;
  const names = (answer.names ?? []).slice(0, MOST_SPF_NAMES).map(withoutFinalDot).filter(isAskable);
  const type = run.client.family === 4 ? 'A' : 'AAAA';
  const answers = names.length === 0 ? [] : yield names.map((name) => ({ name: name.toLowerCase(), type }) as const);
  const bits = run.client.family === 4 ? 32 : 128;
  run.clientNames = names.filter((_, at) => answerAt(answers, at).addresses.some((address) => isInNetwork(run.client, addressWords(address), bits)));
  return run.clientNames;
}

function isBelow(name: string, domain: string): boolean {
  const [lower, zone] = [name.toLowerCase(), domain.toLowerCase()];
  return isAtOrBelow(lower, zone);
}

function withoutFinalDot(name: string): string {
  return name.endsWith('.') ? name.slice(0, -1) : name;
}

/** Asks one question. An outcome instead of an answer ends the evaluation. */
function* ask(run: Run, question: DnsQuestion, counts = true): Asking<DnsAnswer | Outcome> {
  const [answer] = yield [{ ...question, name: question.name.toLowerCase() }];
  if (answer && !counts && answer.status !== 'unknown') return answer;
  return count(run, question.name, answer);
}

/** Counts an answer that holds nothing (RFC 7208 §4.6.4). */
function count(run: Run, name: string, answer: DnsAnswer | undefined): DnsAnswer | Outcome {
  if (!answer || answer.status === 'unknown') return stop('temperror', name, 0, answer?.why ?? 'nobody answered');
  if (answer.status !== 'ok') run.voids += 1;
  return run.voids > run.mostVoids ? stop('permerror', name, 0, `there are more than ${run.mostVoids} look-ups that find nothing`) : answer;
}

/** Fills macros in; `%{p}` is asked for only when it stands there (RFC 7208 §7.3). */
function* fill(run: Run, spec: string, domain: string): Asking<string> {
  const known = fillDomainSpec(spec, (letter) => (letter === 'd' ? domain : run.values(letter)));
  if (known !== undefined) return known;
  const name = yield* clientName(run, domain);
  return fillDomainSpec(spec, (letter) => (letter === 'd' ? domain : letter === 'p' ? name : run.values(letter))) ?? '';
}

/** `%{p}`: the domain itself if it is one of the client's names, else a name below it, else any. */
function* clientName(run: Run, domain: string): Asking<string> {
  const names = yield* clientNames(run);
  if ('result' in names) return 'unknown';
  const lower = domain.toLowerCase();
  return names.find((name) => name.toLowerCase() === lower) ?? names.find((name) => isBelow(name, lower)) ?? names[0] ?? 'unknown';
}

/** RFC 7208 §6.2: anything unusual on the way means no explanation, never another result. */
function* explain(run: Run, { domain, spec }: { domain: string; spec: string }): Asking<string | undefined> {
  const name = yield* fill(run, spec, domain);
  if (!isAskable(name)) return undefined;
  const [answer] = yield [{ name: name.toLowerCase(), type: 'TXT' }];
  const [text, second] = answer?.status === 'ok' ? answer.texts : [];
  if (text === undefined || second !== undefined || macroFault(text, 'explanation')) return undefined;
  const values =
    (p: string): SpfMacroValues =>
    (letter) =>
      letter === 'd' ? domain : letter === 'p' ? p : run.values(letter);
  const known = fillMacros(text, (letter) => (letter === 'd' ? domain : run.values(letter)), MOST_EXPLANATION);
  const filled = known ?? fillMacros(text, values(yield* clientName(run, domain)), MOST_EXPLANATION);
  return filled === undefined || filled.length > MOST_EXPLANATION ? undefined : filled;
}
