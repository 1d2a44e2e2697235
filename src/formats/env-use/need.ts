import { child, children, dottedName, isCall, isFunction, isWrapper, type ScriptNode, walk } from '../script-tree.ts';
import type { EnvNeed } from './model.ts';

const ENDS = /^(?:process|Deno|Bun)\.exit$|^(?:fail|die|panic|exit|abort|bail|raise|throw)\w*$/i;
const ASSERTS = /^(?:assert(?:\.\w+)?|invariant|ok|strictAssert|assertDefined|nonNullable|required?|mustGet|ensure\w*)$/;
/** What makes a number or a text of it: nothing is told yet. */
const CONVERTS = /^(?:parseInt|parseFloat|Number|BigInt|String|Number\.parse(?:Int|Float))$/;
/** `toNumber(value, 4096)` */
const TAKES_FALLBACK = /^(?:to|parse|as|get|read|int|num|bool|env|positive|clamp)\w*$/i;
/** An answer that says that the feature is broken. */
const ANSWERS_ERROR = /status\W{1,4}5\d\d|\berror\s*:|Error\(/;

const STRENGTH: Readonly<Record<EnvNeed, number>> = { must: 3, asked: 2, default: 1, plain: 0 };
/** Of two places where the same value is taken, the one that tells more. */
export const strongest = (one: EnvNeed, two: EnvNeed): EnvNeed => (STRENGTH[one] >= STRENGTH[two] ? one : two);

/** True when running this code stops what runs: it throws, exits, or calls what by its name does. */
export function ends(node: ScriptNode | undefined): boolean {
  let found = false;
  if (node)
    walk(node, (one, parents) => {
      // A function that is called on the spot runs; others may never.
      if (isFunction(one) && !parents.some((parent) => isCall(parent) && parent['callee'] === one) && !isWrappedCallee(one, parents)) return false;
      if (one.type === 'ThrowStatement' || (isCall(one) && ENDS.test(dottedName(child(one, 'callee'))))) found = true;
      return !found;
    });
  return found;
}
const isWrappedCallee = (node: ScriptNode, parents: readonly ScriptNode[]): boolean =>
  parents.some((parent) => isCall(parent) && node.start >= (child(parent, 'callee')?.start ?? Infinity) && node.end <= (child(parent, 'callee')?.end ?? 0));

/** How a value is taken where it stands, by what is around it. */
export function needAt(node: ScriptNode, parents: readonly ScriptNode[], text: string): EnvNeed {
  let inner = node;
  for (let at = parents.length - 1; at >= 0; at--) {
    const parent = parents[at] as ScriptNode;
    if (isWrapper(parent) || isOptionalStep(parent, inner)) inner = parent;
    else if (parent.type === 'LogicalExpression') {
      const left = child(parent, 'left');
      // `A || B`: one of them is enough, and only together they could be missed.
      if (left !== inner && parent['operator'] !== '&&' && left && /\benv\b/.test(text.slice(left.start, left.end))) return 'default';
      if (left !== inner) inner = parent;
      else if (parent['operator'] === '&&') return testAt(inner, parents, at, true, text);
      else if (isTested(parents, at)) return testAt(inner, parents, at, true, text);
      else return ends(child(parent, 'right')) ? 'must' : 'default';
    } else if (parent.type === 'ConditionalExpression' && parent['test'] !== inner) inner = parent;
    else if (/^(?:Unary|Binary|Conditional)Expression$|^(?:If|While)Statement$/.test(parent.type)) return testAt(inner, parents, at, true, text);
    else if (isCall(parent) && children(parent, 'arguments').includes(inner)) {
      if (!CONVERTS.test(dottedName(child(parent, 'callee')))) return needOfArgument(parent, text);
      inner = parent;
    }
    // `process.env.A ??= 'x'`
    else return parent.type === 'AssignmentExpression' && parent['left'] === inner ? 'default' : 'plain';
  }
  return 'plain';
}

/** Read only in one of several cases: behind a `case`, or behind a test of another variable. Which environment the code runs in is no choice. */
export function isByChoice(node: ScriptNode, parents: readonly ScriptNode[], text: string): boolean {
  for (let at = parents.length - 1; at >= 0; at--) {
    const parent = parents[at] as ScriptNode;
    const inner = parents[at + 1] ?? node;
    if (isFunction(parent)) return false;
    if (parent.type === 'SwitchCase' && parent['test'] !== inner) return child(parent, 'test') !== undefined;
    const test = child(parent, 'test');
    if (parent.type !== 'IfStatement' || !test || test === inner) continue;
    const asked = text.slice(test.start, test.end);
    if (parent['consequent'] === inner && /\benv\b/.test(asked) && !/NODE_ENV|^\s*!|\|\|/.test(asked)) return true;
  }
  return false;
}

/** `X?.trim()`: what follows runs only when it is there, and what becomes of the whole tells the need. */
function isOptionalStep(parent: ScriptNode, inner: ScriptNode): boolean {
  return (parent.type === 'OptionalMemberExpression' && parent['object'] === inner) || (parent.type === 'OptionalCallExpression' && parent['callee'] === inner);
}

function needOfArgument(call: ScriptNode, text: string): EnvNeed {
  const callee = dottedName(child(call, 'callee'));
  if (/(?:^|\.)Boolean$/.test(callee)) return 'asked';
  if (ASSERTS.test(callee)) return 'must';
  const [, fallback] = children(call, 'arguments');
  if (fallback && TAKES_FALLBACK.test(callee) && /^(?:Numeric|String|Boolean|Null)Literal$|^(?:Array|Object)Expression$/.test(fallback.type)) return 'default';
  const source = text.slice(child(call, 'callee')?.start ?? 0, child(call, 'callee')?.end ?? 0);
  if (/\.(?:parse|safeParse)$/.test(source)) return /\b(?:optional|nullish|default|catch)\(/.test(source) ? 'default' : 'must';
  return 'plain';
}

/** Whether the expression at this place decides an `if`. */
function isTested(parents: readonly ScriptNode[], from: number): boolean {
  for (let at = from; at > 0; at--) {
    const parent = parents[at - 1] as ScriptNode;
    const inner = parents[at] as ScriptNode;
    if (/^(?:If|While)Statement$|^ConditionalExpression$/.test(parent.type)) return parent['test'] === inner;
    if (!/^(?:Logical|Unary|Binary)Expression$/.test(parent.type) && !isWrapper(parent)) return false;
  }
  return false;
}

/** Climbs from inside a condition to what it decides. `set`: the part means "it is set". */
function testAt(node: ScriptNode, parents: readonly ScriptNode[], from: number, set: boolean, text: string): EnvNeed {
  let inner = node;
  let means = set;
  let alone = true;
  for (let at = from; at >= 0; at--) {
    const parent = parents[at] as ScriptNode;
    if (parent.type === 'UnaryExpression') {
      if (parent['operator'] === '!') means = !means;
    } else if (parent.type === 'BinaryExpression') {
      const other = child(parent, parent['left'] === inner ? 'right' : 'left');
      const isNothing = other && /^(?:undefined|null|''|""|'undefined'|"undefined"|0)$/.test(text.slice(other.start, other.end));
      if (!isNothing) return 'asked';
      if (/^={2,3}$/.test(String(parent['operator']))) means = !means;
    } else if (parent.type === 'LogicalExpression') {
      const isLeft = parent['left'] === inner;
      // `!A || die()`, `A || die()`: the right side runs when the left does not settle it.
      if (isLeft && !isTested(parents, at)) return means === (parent['operator'] === '||') && ends(child(parent, 'right')) ? 'must' : 'asked';
      // `!A || !B` needs both; `!A && !B` one of them; `x && !A` only sometimes.
      if ((parent['operator'] === '||') === means) alone = false;
    } else if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      const without = child(parent, means ? 'alternate' : 'consequent');
      if (alone && ends(without)) return 'must';
      return alone && !means && without && parent.type === 'IfStatement' && ANSWERS_ERROR.test(text.slice(without.start, without.end)) ? 'plain' : 'asked';
    } else if (!isWrapper(parent) && !isOptionalStep(parent, inner)) return 'asked';
    inner = parent;
  }
  return 'asked';
}
