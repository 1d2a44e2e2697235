import type { UnseenCode } from '../model/evidence.ts';
import { answerAt, type Asking, type DnsAnswer, type DnsQuestion } from './dns-question.ts';
import { isSpf, parseSpf, reachedTerms, type SpfFault, type SpfTerm } from './spf.ts';
import { domainValues, fillDomainSpec } from './spf-macro.ts';

/** RFC 7208 §4.6.4 */
export const MOST_SPF_LOOKUPS = 10;
export const MOST_VOID_LOOKUPS = 2;
const MOST_NODES = 40;
const MOST_QUESTIONS = 120;

/** What one term costs a receiver that gets as far as it. */
export interface SpfCost {
  readonly text: string;
  /** Counts against the limit of ten. */
  readonly lookups: 0 | 1;
  /** `void`: the look-up finds nothing (proven); `macro`: depends on the message; `unknown`: we could not look. */
  state: 'ok' | 'void' | 'unknown' | 'macro';
}
/** One SPF record of the tree: the domain's own first, then what `include` and `redirect` lead to, level by level. */
export interface SpfNode {
  readonly domain: string;
  /** Index of the record that led here; `null` for the first. */
  readonly parent: number | null;
  /** The term that led here. */
  readonly term: string | null;
  /** `none`: the name has no SPF record (proven); `many`: more than one. `loop` and `capped` were not asked. */
  state: 'record' | 'none' | 'nxdomain' | 'many' | 'unknown' | 'loop' | 'capped';
  why: string | null;
  code: UnseenCode | undefined;
  /** All SPF records at the name; the tree goes on below the first. */
  records: readonly string[];
  /** Other TXT texts at the name, for the first node only. */
  others: readonly string[];
  faults: readonly SpfFault[];
  /** The name has no TXT at all (proven): a void look-up of the term that led here. */
  isVoid: boolean;
  costs: SpfCost[];
}
export interface SpfWalk {
  readonly nodes: readonly SpfNode[];
  /** Look-ups in the worst case (no earlier term fits); a lower bound when something could not be looked up. */
  readonly lookups: number;
  readonly voids: number;
  /** False when part of the tree was not seen: unknown answers, macros, caps. */
  readonly whole: boolean;
}

type Work = { readonly questions: readonly DnsQuestion[]; take(answers: readonly DnsAnswer[]): Work[] };

/** Walks an SPF record with everything it includes (RFC 7208 §4.6.4, §5). All look-ups of one level are asked together. */
export function* walkSpf(domain: string): Asking<SpfWalk> {
  const nodes: SpfNode[] = [];
  let asked = 0;

  const open = (name: string, parent: number | null, term: string | null): Work[] => {
    const node: SpfNode = {
      domain: name,
      parent,
      term,
      state: 'unknown',
      why: null,
      code: undefined,
      records: [],
      others: [],
      faults: [],
      isVoid: false,
      costs: [],
    };
    const index = nodes.push(node) - 1;
    if (isAncestor(nodes, parent, name)) node.state = 'loop';
    else if (nodes.length > MOST_NODES || asked > MOST_QUESTIONS) node.state = 'capped';
    else return [{ questions: [{ name, type: 'TXT' }], take: ([answer]) => readNode(index, node, answer) }];
    return [];
  };

  const readNode = (index: number, node: SpfNode, answer: DnsAnswer | undefined): Work[] => {
    if (!answer || answer.status === 'unknown') {
      node.why = answer?.why ?? null;
      node.code = answer?.code;
      return [];
    }
    node.records = answer.texts.filter(isSpf);
    node.others = index === 0 ? answer.texts.filter((text) => !isSpf(text)) : [];
    node.isVoid = answer.texts.length === 0;
    node.state = node.records.length > 1 ? 'many' : node.records.length === 1 ? 'record' : answer.status === 'nxdomain' ? 'nxdomain' : 'none';
    const parsed = node.records[0] === undefined ? { terms: [], faults: [] } : parseSpf(node.records[0]);
    node.faults = parsed.faults;
    return reachedTerms(parsed.terms).flatMap((term) => cost(index, node, term));
  };

  const cost = (index: number, node: SpfNode, term: SpfTerm): Work[] => {
    if (term.kind === 'mechanism' && (term.name === 'all' || term.name === 'ip4' || term.name === 'ip6')) return [];
    const one: SpfCost = { text: term.text, lookups: 1, state: 'ok' };
    node.costs.push(one);
    const target = term.value === undefined ? node.domain : fillDomainSpec(term.value, domainValues(node.domain, domain))?.toLowerCase();
    if (target === undefined) one.state = 'macro';
    else if (term.kind === 'modifier' || term.name === 'include') return open(target, index, term.text);
    else if (term.name !== 'ptr') return [lookUp(one, term.name === 'mx' ? ['MX'] : term.name === 'a' ? ['A', 'AAAA'] : ['A'], target)];
    return [];
  };

  let work = open(domain, null, null);
  while (work.length > 0) {
    const questions = work.flatMap((item) => item.questions);
    asked += questions.length;
    const answers = yield questions;
    let from = 0;
    work = work.flatMap((item) => {
      const mine = item.questions.map((_, offset) => answerAt(answers, from + offset));
      from += mine.length;
      return item.take(mine);
    });
  }
  return summary(nodes);
}

function lookUp(one: SpfCost, types: readonly DnsQuestion['type'][], name: string): Work {
  return {
    questions: types.map((type) => ({ name, type })),
    take: (answers) => {
      if (answers.some((answer) => answer.status === 'ok')) one.state = 'ok';
      else one.state = answers.some((answer) => answer.status === 'unknown') ? 'unknown' : 'void';
      return [];
    },
  };
}

function isAncestor(nodes: readonly SpfNode[], from: number | null, name: string): boolean {
  for (let at = from; at !== null; at = nodes[at]?.parent ?? null) if (nodes[at]?.domain === name) return true;
  return false;
}

function summary(nodes: readonly SpfNode[]): SpfWalk {
  const costs = nodes.flatMap((node) => node.costs);
  return {
    nodes,
    lookups: costs.length,
    voids: costs.filter((one) => one.state === 'void').length + nodes.slice(1).filter((node) => node.isVoid).length,
    whole: costs.every((one) => one.state === 'ok' || one.state === 'void') && nodes.every((node) => node.state !== 'unknown' && node.state !== 'capped'),
  };
}
