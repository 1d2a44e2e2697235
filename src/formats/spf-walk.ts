import type { UnseenCode } from '../model/evidence.ts';
import { answerAt, type Asking, type DnsAnswer, type DnsQuestion } from './dns-question.ts';
import { registrableName } from './registrable-name.ts';
import { domainValues, fillDomainSpec, isAskable } from './spf-macro.ts';
import { isSpf, parseSpf, reachedTerms, type SpfFault, type SpfTerm } from './spf.ts';

/** RFC 7208 §4.6.4 */
export const MOST_SPF_LOOKUPS = 10;
export const MOST_VOID_LOOKUPS = 2;
/** More mail servers at one `mx` than a receiver looks at (RFC 7208 §4.6.4). */
export const MOST_SPF_NAMES = 10;
/** Beyond these the tree is cut; receivers have given up long before. */
const MOST_NODES = 40;
const MOST_QUESTIONS = 120;

/** What one term costs a receiver that gets as far as it. */
export interface SpfCost {
  readonly text: string;
  /** Counts against the limit of ten. */
  readonly lookups: 0 | 1;
  /** The name that is looked up; `null` when it depends on the message. */
  readonly target: string | null;
  /**
   * `void`: the look-up finds nothing (proven); `macro`: depends on the message; `unknown`: we could not look; `crowded`: more mail servers than receivers
   * look at.
   */
  state: 'ok' | 'void' | 'unknown' | 'macro' | 'crowded';
  /** The domain that the target needs and that does not exist (proven): whoever registers it is allowed to send. */
  unregistered: string | null;
}
/** One SPF record of the tree: the domain's own first, then what `include` and `redirect` lead to, level by level. */
export interface SpfNode {
  readonly domain: string;
  /** Index of the record that led here; `null` for the first. */
  readonly parent: number | null;
  /** The term that led here. */
  readonly term: string | null;
  /** `none`: the name has no SPF record (proven); `many`: more than one; `malformed`: it is no name in DNS. The last and `loop` were not asked. */
  state: 'record' | 'none' | 'nxdomain' | 'many' | 'unknown' | 'loop' | 'malformed';
  why: string | null;
  code: UnseenCode | undefined;
  records: readonly string[];
  /** Where the strings of the first record were joined. */
  seams: readonly number[];
  /** Other TXT texts at the name; kept for the first only. */
  others: readonly string[];
  /** Names that a CNAME at the name leads through; kept for the first only. */
  chain: readonly string[];
  faults: readonly SpfFault[];
  /** The name has no TXT at all (proven). */
  isVoid: boolean;
  /** See `SpfCost`. */
  unregistered: string | null;
  readonly costs: SpfCost[];
}
export interface SpfWalk {
  readonly nodes: readonly SpfNode[];
  /** Look-ups in the worst case: every term of every record in the tree. */
  readonly lookups: number;
  readonly voids: number;
  /** False when part of the tree was not seen: unknown answers, macros, more than 40 records or 120 questions. */
  readonly whole: boolean;
}

type Work = { readonly questions: readonly DnsQuestion[]; take(answers: readonly DnsAnswer[]): Work[] };

/** Walks an SPF record with everything it includes (RFC 7208 §4.6.4, §5). All look-ups of one level are asked together. */
export function* walkSpf(domain: string): Asking<SpfWalk> {
  const nodes: SpfNode[] = [];
  let planned = 0;
  let isCut = false;

  /** Nothing when there were too many questions already. */
  const plan = (work: Work): Work[] => {
    planned += work.questions.length;
    if (planned <= MOST_QUESTIONS) return [work];
    isCut = true;
    return [];
  };

  const open = (name: string, parent: number | null, term: string | null): Work[] => {
    if (nodes.length >= MOST_NODES || planned >= MOST_QUESTIONS) {
      isCut = true;
      return [];
    }
    const node = emptyNode(name, parent, term);
    const index = nodes.push(node) - 1;
    if (!isAskable(name)) node.state = 'malformed';
    else if (isAncestor(nodes, parent, name)) node.state = 'loop';
    else return plan({ questions: [{ name, type: 'TXT' }], take: ([answer]) => readNode(index, node, answer) });
    return [];
  };

  const readNode = (index: number, node: SpfNode, answer: DnsAnswer | undefined): Work[] => {
    if (!answer || answer.status === 'unknown') {
      node.why = answer?.why ?? null;
      node.code = answer?.code;
      return [];
    }
    node.records = answer.texts.filter(isSpf);
    node.seams = answer.seams?.[answer.texts.findIndex(isSpf)] ?? [];
    node.chain = index === 0 ? answer.chain : [];
    node.others = index === 0 ? answer.texts.filter((text) => !isSpf(text)) : [];
    node.isVoid = answer.texts.length === 0;
    node.state = node.records.length > 1 ? 'many' : node.records.length === 1 ? 'record' : answer.status === 'nxdomain' ? 'nxdomain' : 'none';
    if (node.state === 'nxdomain' && index > 0) return whoOwns(node, node.domain);
    const parsed = node.records[0] === undefined ? { terms: [], faults: [] } : parseSpf(node.records[0]);
    node.faults = parsed.faults;
    return reachedTerms(parsed.terms).flatMap((term) => cost(index, node, term));
  };

  const cost = (index: number, node: SpfNode, term: SpfTerm): Work[] => {
    if (term.kind === 'mechanism' && (term.name === 'all' || term.name === 'ip4' || term.name === 'ip6')) return [];
    const target = term.value === undefined ? node.domain : fillDomainSpec(term.value, domainValues(node.domain, domain))?.toLowerCase();
    const one: SpfCost = { text: term.text, lookups: 1, target: target ?? null, state: 'ok', unregistered: null };
    node.costs.push(one);
    if (target === undefined) one.state = 'macro';
    else if (term.kind === 'modifier' || term.name === 'include') return open(target, index, term.text);
    else if (!isAskable(target)) one.state = 'void';
    else if (term.name !== 'ptr') return lookUp(one, term.name === 'mx' ? ['MX'] : term.name === 'a' ? ['A', 'AAAA'] : ['A'], target);
    return [];
  };

  const lookUp = (one: SpfCost, types: readonly DnsQuestion['type'][], name: string): Work[] => {
    const work: Work = {
      questions: types.map((type) => ({ name, type })),
      take: (answers) => {
        one.state = stateOf(answers);
        return answers.some(({ status }) => status === 'nxdomain') ? whoOwns(one, name) : [];
      },
    };
    const planable = plan(work);
    if (planable.length === 0) one.state = 'unknown';
    return planable;
  };

  /** Is it the whole domain that is gone? */
  const whoOwns = (place: { unregistered: string | null }, name: string): Work[] => {
    const above = registrableName(name);
    if (above === name) place.unregistered = name;
    if (above === undefined || above === name) return [];
    const take = ([answer]: readonly DnsAnswer[]): Work[] => {
      if (answer?.status === 'nxdomain') place.unregistered = above;
      return [];
    };
    return plan({ questions: [{ name: above, type: 'TXT' }], take });
  };

  for (let work = open(domain, null, null); work.length > 0; ) {
    const answers = yield work.flatMap((item) => item.questions);
    let from = 0;
    work = work.flatMap((item) => {
      const mine = item.questions.map((_, offset) => answerAt(answers, from + offset));
      from += mine.length;
      return item.take(mine);
    });
  }
  return summary(nodes, isCut);
}

function emptyNode(domain: string, parent: number | null, term: string | null): SpfNode {
  const nothing = { why: null, code: undefined, records: [], seams: [], others: [], chain: [], faults: [], isVoid: false, unregistered: null, costs: [] };
  return { domain, parent, term, state: 'unknown', ...nothing };
}

function stateOf(answers: readonly DnsAnswer[]): SpfCost['state'] {
  if (answers.some(({ exchanges }) => exchanges.length > MOST_SPF_NAMES)) return 'crowded';
  if (answers.some(({ status }) => status === 'ok')) return 'ok';
  return answers.some(({ status }) => status === 'unknown') ? 'unknown' : 'void';
}

function isAncestor(nodes: readonly SpfNode[], from: number | null, name: string): boolean {
  for (let at = from; at !== null; at = nodes[at]?.parent ?? null) if (nodes[at]?.domain === name) return true;
  return false;
}

function summary(nodes: readonly SpfNode[], isCut: boolean): SpfWalk {
  const costs = nodes.flatMap((node) => node.costs);
  return {
    nodes,
    lookups: costs.length,
    voids: costs.filter((one) => one.state === 'void').length + nodes.slice(1).filter((node) => node.isVoid).length,
    whole: !isCut && costs.every(({ state }) => state !== 'unknown' && state !== 'macro') && nodes.every(({ state }) => state !== 'unknown'),
  };
}
