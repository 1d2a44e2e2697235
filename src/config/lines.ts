/**
 * The line on which each key and list item of a config begins, by dotted path (`hosts[1].purpose`), for JSON and for the object literal of a TypeScript
 * or JavaScript config. Best effort: computed keys and spreads are passed over. Lines count from 1.
 */
export function configLines(text: string): Record<string, number> {
  const lines: Record<string, number> = {};
  const start = /\bexport\s+default\b/.exec(text)?.index ?? 0;
  const open = text.indexOf('{', start);
  if (open < 0) return lines;
  const tokens = tokensOf(text, open);
  const stack: { readonly path: string; readonly list: boolean; index: number }[] = [];
  let key: string | undefined;
  let fresh = true;
  for (const [at, token] of tokens.entries()) {
    const top = stack.at(-1);
    if (top?.list && fresh && token.text !== ']' && token.text !== ',') lines[`${top.path}[${top.index}]`] ??= token.line;
    if (token.text === '{' || token.text === '[') {
      const path = top === undefined ? '' : top.list ? `${top.path}[${top.index}]` : joined(top.path, key ?? '?');
      stack.push({ path, list: token.text === '[', index: 0 });
      fresh = true;
      continue;
    }
    if (token.text === '}' || token.text === ']') {
      stack.pop();
      if (stack.length === 0) break;
      fresh = false;
      continue;
    }
    if (token.text === ',') {
      if (top?.list) top.index++;
      fresh = true;
      continue;
    }
    if (top && !top.list && fresh && token.key !== undefined && tokens[at + 1]?.text === ':') {
      key = token.key;
      lines[joined(top.path, key)] ??= token.line;
    }
    if (token.text !== ':') fresh = false;
  }
  return lines;
}

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

interface Token {
  readonly text: string;
  readonly line: number;
  /** The name, when the token could be a key. */
  readonly key?: string;
}

const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|`(?:[^`\\]|\\.)*`|(?<word>[A-Za-z_$][\w$]*)|(?<blank>\s+)|[^\s]/g;

/** Tokens from the object's opening brace on. What stands in round brackets (calls) is left out, so that its commas do not count. */
function tokensOf(text: string, from: number): Token[] {
  const tokens: Token[] = [];
  let line = lineBreaks(text.slice(0, from)) + 1;
  let depth = 0;
  for (const match of text.slice(from).matchAll(TOKEN)) {
    const [whole] = match;
    const { comment, string, word, blank } = match.groups ?? {};
    if (whole === '(') depth++;
    if (comment === undefined && blank === undefined && depth === 0) {
      const key = string === undefined ? word : string.slice(1, -1);
      tokens.push({ text: string === undefined ? whole : 'string', line, ...(key !== undefined && { key }) });
    }
    if (whole === ')') depth = Math.max(0, depth - 1);
    line += lineBreaks(whole);
  }
  return tokens;
}

const lineBreaks = (text: string): number => text.split('\n').length - 1;
