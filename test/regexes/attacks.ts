import type { AST } from '@eslint-community/regexpp';
import { type Counted, looksAround, tableOf, takesOne } from './steps.ts';

/** Texts of a length that make a pattern try and go back as often as it can: each repetition fed without end, with every character that it tells apart, and then what does not fit. */
export function* attacks({ pattern, flags }: Counted, length: number): Generator<string> {
  const letters = lettersOf(pattern, flags);
  const ends = ['', '\0', ...letters.slice(0, 1)];
  const starts = new Set(['', ...beginnings(pattern.alternatives, '', flags)]);
  const pumps = [...letters, ...letters.flatMap((a) => letters.slice(0, 2).map((b) => a + b)), ...repeated(pattern, flags)];
  for (const start of starts)
    for (const pump of new Set(pumps)) {
      const body = start + pump.repeat(Math.max(1, Math.ceil((length - start.length) / pump.length)));
      for (const end of ends) yield body.slice(0, length) + end;
    }
}

/** One character of each set that the pattern tells from the others. */
function lettersOf(pattern: AST.Pattern, flags: string): string[] {
  const all: Uint8Array[] = [];
  visit(pattern, (node) => {
    if (takesOne(node)) all.push(tableOf(node, flags));
  });
  const kinds = new Map<string, string>();
  for (let code = 0; code < 256; code++) {
    const kind = all.map((table) => table[code]).join('');
    // A visible one where there is one.
    if (!kinds.has(kind) || (code > 32 && code < 127 && (kinds.get(kind)?.charCodeAt(0) ?? 0) <= 32)) kinds.set(kind, String.fromCharCode(code));
  }
  return [...kinds.values()];
}

/** What may stand before each repetition: the shortest text of everything before it. */
function beginnings(alternatives: readonly AST.Alternative[], before: string, flags: string): string[] {
  return alternatives.flatMap(({ elements }) => {
    let head = before;
    return elements.flatMap((element) => {
      const here = element.type === 'Quantifier' ? [head] : [];
      const inner = element.type === 'Group' || element.type === 'CapturingGroup' ? beginnings(element.alternatives, head, flags) : [];
      const deeper =
        element.type === 'Quantifier' && (element.element.type === 'Group' || element.element.type === 'CapturingGroup')
          ? beginnings(element.element.alternatives, head, flags)
          : [];
      head += sample(element, flags);
      return [...here, ...inner, ...deeper];
    });
  });
}

/** What each repeated group looks like once. */
function repeated(pattern: AST.Pattern, flags: string): string[] {
  const found: string[] = [sample(pattern, flags)];
  visit(pattern, (node) => {
    if (node.type === 'Quantifier' && !takesOne(node.element)) found.push(...alternativesOf(node.element).map((one) => sample(one, flags)));
  });
  return found.filter((text) => text.length > 0 && text.length < 60);
}

function alternativesOf(node: AST.Node): readonly AST.Alternative[] {
  return node.type === 'Pattern' || node.type === 'Group' || node.type === 'CapturingGroup' ? node.alternatives : [];
}

/** The shortest text that fits. */
function sample(node: AST.Node, flags: string): string {
  if (takesOne(node)) {
    const table = tableOf(node, flags);
    const code = [...table.keys()].find((one) => table[one] === 1 && one > 32 && one < 127) ?? table.indexOf(1);
    return code < 0 ? '' : String.fromCharCode(code);
  }
  if (node.type === 'Quantifier') return sample(node.element, flags).repeat(node.min);
  if (node.type === 'Alternative') return node.elements.map((element) => sample(element, flags)).join('');
  if (node.type === 'Backreference') return Array.isArray(node.resolved) ? '' : sample(node.resolved, flags);
  if (node.type === 'Assertion') return '';
  const [first] = alternativesOf(node);
  return first ? sample(first, flags) : '';
}

function visit(node: AST.Node, see: (node: AST.Node) => void): void {
  see(node);
  for (const one of alternativesOf(node)) visit(one, see);
  if (node.type === 'Alternative') for (const one of node.elements) visit(one, see);
  if (node.type === 'Quantifier') visit(node.element, see);
  if (node.type === 'Assertion' && looksAround(node)) for (const one of node.alternatives) visit(one, see);
}
