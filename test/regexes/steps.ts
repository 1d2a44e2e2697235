import { type AST, RegExpParser } from '@eslint-community/regexpp';

/** A pattern whose work can be counted: it is matched as JavaScript's engine does, by trying and going back, and each character that is looked at is a step. */
export interface Counted {
  readonly pattern: AST.Pattern;
  readonly flags: string;
  /** Steps to match it against a text, from `at` on when it is sticky, else from every place until it fits. Stops counting at `most`. */
  readonly steps: (text: string, most: number) => number;
}

class Enough extends Error {}

type Next = (at: number) => boolean;

export function counted(regex: RegExp): Counted {
  const parser = new RegExpParser({ ecmaVersion: 2025 });
  const { pattern } = parser.parseLiteral(`/${regex.source}/${regex.flags}`);
  return {
    pattern,
    flags: regex.flags,
    steps(text, most) {
      const run = new Run(text, regex.flags, most);
      try {
        const last = regex.sticky ? 0 : text.length;
        for (let at = 0; at <= last; at++) if (run.alternatives(pattern.alternatives, at, () => true)) break;
      } catch (error) {
        if (!(error instanceof Enough)) throw error;
      }
      return run.count;
    },
  };
}

const tables = new Map<string, Uint8Array>();
/** Which of the first 256 characters a piece that takes one character takes. */
export function tableOf({ raw }: { readonly raw: string }, flags: string): Uint8Array {
  const key = `${flags} ${raw}`;
  const before = tables.get(key);
  if (before) return before;
  const one = new RegExp(`^(?:${raw})$`, flags.replaceAll(/[ygdm]/g, ''));
  const table = Uint8Array.from({ length: 256 }, (_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0));
  tables.set(key, table);
  return table;
}

export function takesOne(node: AST.Node): node is AST.Character | AST.CharacterSet | AST.CharacterClass {
  return node.type === 'Character' || node.type === 'CharacterSet' || node.type === 'CharacterClass';
}

export function looksAround(node: AST.Assertion): node is AST.LookaroundAssertion {
  return node.kind === 'lookahead' || node.kind === 'lookbehind';
}

class Run {
  readonly #text: string;
  readonly #flags: string;
  readonly #most: number;
  readonly #groups = new Map<AST.CapturingGroup, string>();
  count = 0;

  constructor(text: string, flags: string, most: number) {
    this.#text = text;
    this.#flags = flags;
    this.#most = most;
  }

  #step(): void {
    if (++this.count > this.#most) throw new Enough();
  }

  alternatives(all: readonly AST.Alternative[], at: number, next: Next): boolean {
    return all.some(({ elements }) => this.#sequence(elements, 0, at, next));
  }

  #sequence(elements: readonly AST.Element[], index: number, at: number, next: Next): boolean {
    const element = elements[index];
    return element ? this.#element(element, at, (after) => this.#sequence(elements, index + 1, after, next)) : next(at);
  }

  #element(element: AST.Element, at: number, next: Next): boolean {
    this.#step();
    if (takesOne(element)) return this.#takes(element, at) && next(at + 1);
    if (element.type === 'Quantifier') return takesOne(element.element) ? this.#run(element, element.element, at, next) : this.#repeat(element, 0, at, next);
    if (element.type === 'Group') return this.alternatives(element.alternatives, at, next);
    if (element.type === 'CapturingGroup')
      return this.alternatives(element.alternatives, at, (after) => {
        this.#groups.set(element, this.#text.slice(at, after));
        return next(after);
      });
    if (element.type === 'Backreference') {
      const said = Array.isArray(element.resolved) ? '' : (this.#groups.get(element.resolved) ?? '');
      return this.#text.startsWith(said, at) && next(at + said.length);
    }
    if (element.type === 'Assertion') return this.#holds(element, at) && next(at);
    throw new Error(`no steps are counted in ${element.raw}`);
  }

  #takes(node: AST.Character | AST.CharacterSet | AST.CharacterClass, at: number): boolean {
    return at < this.#text.length && tableOf(node, this.#flags)[this.#text.charCodeAt(at)] === 1;
  }

  /** One character again and again, without a call for each. */
  #run({ min, max, greedy }: AST.Quantifier, one: AST.Character | AST.CharacterSet | AST.CharacterClass, at: number, next: Next): boolean {
    let to = at;
    const take = (): boolean => {
      this.#step();
      if (to - at >= max || !this.#takes(one, to)) return false;
      to++;
      return true;
    };
    for (let times = 0; times < min; times++) if (!take()) return false;
    if (!greedy) {
      do if (next(to)) return true;
      while (take());
      return false;
    }
    while (take());
    for (; to - at >= min; to--) {
      this.#step();
      if (next(to)) return true;
    }
    return false;
  }

  #repeat(quantifier: AST.Quantifier, times: number, at: number, next: Next): boolean {
    const { min, max, greedy, element } = quantifier;
    const more = (): boolean =>
      times < max && this.#element(element, at, (after) => (after > at || times < min) && this.#repeat(quantifier, times + 1, after, next));
    if (times < min) return more();
    return greedy ? more() || next(at) : next(at) || more();
  }

  #holds(assertion: AST.Assertion, at: number): boolean {
    const isEdge = (place: number): boolean => this.#flags.includes('m') && this.#text[place] === '\n';
    const isWord = (place: number): boolean => /\w/.test(this.#text.charAt(place));
    if (looksAround(assertion)) return this.#looks(assertion, at) !== assertion.negate;
    if (assertion.kind === 'word') return (isWord(at - 1) !== isWord(at)) !== assertion.negate;
    return assertion.kind === 'start' ? at === 0 || isEdge(at - 1) : at === this.#text.length || isEdge(at);
  }

  #looks({ kind, alternatives }: AST.LookaroundAssertion, at: number): boolean {
    if (kind === 'lookahead') return this.alternatives(alternatives, at, () => true);
    return alternatives.some((alternative) => {
      const from = at - widthOf(alternative);
      return from >= 0 && this.alternatives([alternative], from, (after) => after === at);
    });
  }
}

/** Of what looks back only what has one width is counted. */
function widthOf({ elements, raw }: AST.Alternative): number {
  if (elements.every(takesOne)) return elements.length;
  if (elements.length === 1 && elements[0]?.type === 'Assertion') return 0;
  throw new Error(`what looks back must have one width: ${raw}`);
}
