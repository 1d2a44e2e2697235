/* The part of Cloudflare's rules language that says which requests a rule is for (developers.cloudflare.com/ruleset-engine/rules-language). */

/** What is known of a request. */
export interface RuleRequest {
  /** lower case */
  readonly host: string;
  /** without the query */
  readonly path: string;
  readonly method: string;
}
/** `maybe`: it depends on what is not known, or on words that are not known here. */
export type Fit = 'yes' | 'no' | 'maybe';

const TOKEN =
  /\s*(?:(r?"(?:[^"\\]|\\.)*"|r#+"[^"]*"#+)|([a-z_][\w.]*(?:\["[^"]*"\])?)|(&&|\|\||\^\^|==|!=|>=|<=|[(){}<>!~,])|(\$[\w.]+|[0-9a-f:.]+(?:\/\d+|\.\.[0-9a-f:.]+)?))/iy;
const MOST_DEPTH = 50;
const COMPARISONS: Readonly<Record<string, string>> = { '==': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '~': 'matches' };
const OPERATORS = new Set(['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains', 'matches', 'in', 'wildcard', 'strict']);

/** Whether a rule with this expression is for this request. What cannot be read is `maybe`, never an error. */
export function ruleFits(expression: string, request: RuleRequest): Fit {
  const tokens = tokensOf(expression);
  if (!tokens) return 'maybe';
  const state: State = { tokens, at: 0, depth: 0, request };
  try {
    const fit = anyOf(state);
    return state.at === tokens.length ? fit : 'maybe';
  } catch {
    return 'maybe';
  }
}

interface State {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
  readonly request: RuleRequest;
}
class Unreadable extends Error {}

function tokensOf(expression: string): string[] | undefined {
  const tokens: string[] = [];
  const text = expression.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    tokens.push(match[0].trim());
  }
  return tokens.length > 0 ? tokens : undefined;
}

const peek = (state: State): string => state.tokens[state.at] ?? '';
const word = (state: State): string => peek(state).toLowerCase();
function take(state: State, ...wanted: readonly string[]): boolean {
  if (!wanted.includes(word(state))) return false;
  state.at++;
  return true;
}
function must(state: State, wanted: string): void {
  if (!take(state, wanted)) throw new Unreadable();
}

/** `or` binds weakest, then `xor`, then `and`, then `not`. */
function anyOf(state: State): Fit {
  let fit = oneOrOther(state);
  while (take(state, 'or', '||')) fit = either(fit, oneOrOther(state));
  return fit;
}
function oneOrOther(state: State): Fit {
  let fit = allOf(state);
  while (take(state, 'xor', '^^')) {
    const other = allOf(state);
    fit = fit === 'maybe' || other === 'maybe' ? 'maybe' : fit === other ? 'no' : 'yes';
  }
  return fit;
}
function allOf(state: State): Fit {
  let fit = single(state);
  while (take(state, 'and', '&&')) fit = not(either(not(fit), not(single(state))));
  return fit;
}
const not = (fit: Fit): Fit => (fit === 'yes' ? 'no' : fit === 'no' ? 'yes' : 'maybe');
const either = (a: Fit, b: Fit): Fit => (a === 'yes' || b === 'yes' ? 'yes' : a === 'maybe' || b === 'maybe' ? 'maybe' : 'no');

function single(state: State): Fit {
  if (++state.depth > MOST_DEPTH) throw new Unreadable();
  try {
    if (take(state, 'not', '!')) return not(single(state));
    if (take(state, '(')) {
      const fit = anyOf(state);
      must(state, ')');
      return fit;
    }
    return comparison(state);
  } finally {
    state.depth--;
  }
}

/** `undefined`: not known. */
type Value = string | boolean | undefined;

function comparison(state: State): Fit {
  const left = value(state);
  const operator = COMPARISONS[peek(state)] ?? word(state);
  if (!OPERATORS.has(operator)) return typeof left === 'boolean' ? (left ? 'yes' : 'no') : 'maybe';
  state.at++;
  const isStrict = operator === 'strict';
  if (isStrict) must(state, 'wildcard');
  if (operator === 'in') return among(left, state);
  const right = value(state);
  if (typeof left !== 'string' || typeof right !== 'string') return 'maybe';
  if (operator === 'eq') return said(left === right);
  if (operator === 'ne') return said(left !== right);
  if (operator === 'contains') return said(left.includes(right));
  if (isStrict) return said(fitsGlob(left, right));
  return operator === 'wildcard' ? said(fitsGlob(left.toLowerCase(), right.toLowerCase())) : 'maybe';
}
const said = (fits: boolean): Fit => (fits ? 'yes' : 'no');

function among(left: Value, state: State): Fit {
  if (peek(state).startsWith('$')) {
    state.at++;
    return 'maybe';
  }
  must(state, '{');
  const listed: Value[] = [];
  while (!take(state, '}')) {
    if (state.at >= state.tokens.length) throw new Unreadable();
    listed.push(textIn(peek(state)));
    state.at++;
    take(state, ',');
  }
  return typeof left === 'string' ? said(listed.includes(left)) : 'maybe';
}

function value(state: State): Value {
  const token = peek(state);
  if (token === '' || /^[(){},]$/.test(token)) throw new Unreadable();
  state.at++;
  const text = textIn(token);
  if (text !== undefined) return text;
  const name = token.toLowerCase();
  return take(state, '(') ? call(name, state) : fieldOf(name, state.request);
}

function call(name: string, state: State): Value {
  if (++state.depth > MOST_DEPTH) throw new Unreadable();
  const given: Value[] = [];
  while (!take(state, ')')) {
    given.push(value(state));
    if (!take(state, ',') && peek(state) !== ')') throw new Unreadable();
  }
  state.depth--;
  const [first, second] = given;
  if (typeof first !== 'string') return undefined;
  if (name === 'lower') return first.toLowerCase();
  if (name === 'upper') return first.toUpperCase();
  if (typeof second !== 'string') return undefined;
  if (name === 'starts_with') return first.startsWith(second);
  return name === 'ends_with' ? first.endsWith(second) : undefined;
}

function fieldOf(name: string, { host, path, method }: RuleRequest): Value {
  switch (name) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'ssl':
      return true;
    case 'http.host':
      return host;
    case 'http.request.uri.path':
      return path;
    case 'http.request.method':
      return method;
    default:
      // Addresses, countries, cookies, bot marks, the query: anybody's may differ.
      return undefined;
  }
}

function textIn(token: string): string | undefined {
  if (token.startsWith('"')) return token.slice(1, -1).replace(/\\(.)/g, '$1');
  const raw = /^r(#*)"([^]*)"\1$/.exec(token);
  return raw?.[2];
}

/** `*` stands for anything; everything else for itself. Linear in the length of both. */
export function fitsGlob(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
