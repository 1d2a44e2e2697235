import { lineCounter } from '../line-counter.ts';
import { ENV_NAME, type EnvNeed, type EnvUse, type EnvUses, NO_USES } from './model.ts';

const QUOTED = String.raw`["']([A-Za-z_]\w{0,120})["']`;
/** How variables are read, each with the name in its first group; what follows tells about a default. */
const READS: readonly (readonly [RegExp, EnvNeed])[] = [
  [new RegExp(String.raw`\bos\.environ\[\s*${QUOTED}\s*\]|(?<![\w.])environ\[\s*${QUOTED}\s*\]`, 'g'), 'must'],
  [new RegExp(String.raw`\b(?:os\.)?environ\.get\(\s*${QUOTED}`, 'g'), 'plain'],
  [new RegExp(String.raw`\b(?:os\.)?getenv\(\s*${QUOTED}`, 'g'), 'plain'],
  // python-decouple, starlette, django-environ, environs
  [new RegExp(String.raw`(?<![\w.])(?:config|env(?:\.\w+)?)\(\s*${QUOTED}`, 'g'), 'must'],
  [new RegExp(String.raw`${QUOTED}\s+(?:not\s+)?in\s+os\.environ\b`, 'g'), 'asked'],
];
const COMPUTED =
  /\b(?:os\.)?(?:environ\.get|getenv)\(\s*(?:f["']|[^"'\s)])|\bos\.environ\[\s*(?:f["']|[^"'\s\]])|\bos\.environ\.(?:items|keys|copy)\(|\bdict\(os\.environ\)/g;
const MOST_LINES = 400;

/** Environment variables that Python code reads: `os.environ`, `getenv`, settings classes of pydantic, the usual helpers. */
export function readPython(source: string): EnvUses {
  const text = withoutAliases(blankNotes(source));
  const lineAt = lineCounter(text);
  const uses: EnvUse[] = [];
  const hasHelper = /\b(?:decouple|environs?|starlette\.config)\b/.test(text);
  for (const [pattern, need] of READS) {
    if (pattern.source.includes('config|env') && !hasHelper) continue;
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? match[2] ?? '';
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
      if (/^\s*=(?!=)/.test(after)) continue;
      const before = text.slice(Math.max(0, text.lastIndexOf('\n', match.index)), match.index);
      const taken = needOf(need, before, after);
      const stops = (taken === 'plain' || taken === 'asked') && stopsWithout(text, match.index, before);
      uses.push({ name, line: lineAt(match.index), need: stops ? 'must' : taken, atStart: !/^\n[ \t]/.test(before) });
    }
  }
  uses.push(...readLists(text, lineAt), ...readSettings(text, lineAt));
  const dynamicLines = [...text.matchAll(COMPUTED)].map((match) => lineAt(match.index));
  const validations = uses.some(({ need }) => need === 'must') ? settingsLines(text, lineAt) : [];
  return { ...NO_USES, uses: uses.filter(({ name }) => ENV_NAME.test(name)).sort((a, b) => a.line - b.line), dynamicLines, validations };
}

function needOf(need: EnvNeed, before: string, after: string): EnvNeed {
  if (/^\s*,\s*(?:cast\s*=\s*\w+\s*\)|\))/.test(after)) return need;
  if (/^\s*,/.test(after) || /^\s*\)?\s*or\b/.test(after)) return 'default';
  if (/^\s*(?:if|elif|while)\s+(?:not\s+)?(?:os\.)?$/.test(before.trim() === '' ? '' : before.replace(/^\n/, '')) || /\bbool\(\s*$/.test(before))
    return 'asked';
  return /^\s*\)?\s*(?:==|!=|is\b|in\b)/.test(after) ? 'asked' : need;
}

const STOPS = String.raw`(?:raise\b|(?:sys\.|os\._)?exit\()`;
/** Long enough for a condition and the line after it. */
const NEAR = 400;

/** `key = os.getenv("A"); if not key: raise`, `if "A" not in os.environ: raise`, `assert os.getenv("A")`. */
function stopsWithout(text: string, at: number, before: string): boolean {
  const line = before.replace(/^\n/, '');
  if (/^\s*assert\s/.test(line)) return true;
  const rest = text.slice(at, at + NEAR);
  const then = String.raw`[^\n]{0,120}:[^\S\n]*(?:\n\s*(?:(?:print|log\w*\.\w+|logger\.\w+)\([^\n]*\n\s*)?)?${STOPS}`;
  if (/^\s*if\s+(?:not\s+)?(?:os\.)?$/.test(line)) return /\bnot\b/.test(line + rest.slice(0, rest.indexOf(':') + 1)) && new RegExp(`^${then}`).test(rest);
  const name = /^\s*(\w+)(?:\s*:\s*[^=\n]{1,40})?\s*=\s*(?:os\.)?$/.exec(line)?.[1];
  return name !== undefined && new RegExp(`^[^\\n]*\\n(?:[^\\n]*\\n){0,3}?\\s*if\\s+(?:not\\s+${name}\\b|${name}\\s+is\\s+None)${then}`).test(rest);
}

/** `REQUIRED = ["A", "B"]` and a loop over it that stops when one is missing. */
function readLists(text: string, lineAt: (offset: number) => number): EnvUse[] {
  const loops =
    /^([ \t]*)for\s+(\w+)\s+in\s+(\w+|[[(][^\])\n]{1,1000}[\])])\s*:|\[\s*(\w+)\s+for\s+\4\s+in\s+(\w+)\s+if\s+(?:not\s+os\.(?:getenv|environ\.get)\(\4\)|\4\s+not\s+in\s+os\.environ)\s*\]/gm;
  return [...text.matchAll(loops)].flatMap((match): EnvUse[] => {
    const variable = match[2] ?? match[4] ?? '';
    const list = match[3] ?? match[5] ?? '';
    const rest = text.slice(match.index, match.index + NEAR);
    if (!new RegExp(String.raw`environ[^\n]{0,20}\b${variable}\b|getenv\(\s*${variable}\b|\b${variable}\s+not\s+in\s+os\.environ`).test(rest)) return [];
    const written = /^[[(]/.test(list) ? list : new RegExp(String.raw`^${list}\s*(?::[^=\n]{1,40})?=\s*[[({]([^\])}]{1,2000})[\])}]`, 'm').exec(text)?.[1];
    const need = new RegExp(STOPS).test(rest) ? 'must' : 'asked';
    const names = [...(written ?? '').matchAll(/["']([A-Z][A-Z0-9_]{1,120})["']/g)].map((one) => one[1] ?? '');
    return names.map((name) => ({ name, line: lineAt(match.index), need, atStart: (match[1] ?? '') === '' }));
  });
}

/** `env = os.environ`, `import os as _os`: read by their usual names. Lines stay. */
function withoutAliases(text: string): string {
  const alias = /^(\w+)\s*=\s*os\.environ\s*$/m.exec(text)?.[1];
  const module = /^import os as (\w+)\s*$/m.exec(text)?.[1];
  const named = module === undefined ? text : text.replaceAll(new RegExp(String.raw`\b${module}\.(?=environ|getenv)`, 'g'), 'os.');
  return alias === undefined ? named : named.replaceAll(new RegExp(String.raw`(?<![\w.])${alias}(?=\[\s*["']|\.get\()`, 'g'), 'os.environ');
}

const SETTINGS = /^class\s+(\w+)\s*\(\s*[^)\n]*\bBaseSettings\b[^)\n]*\)\s*:/gm;

function settingsLines(text: string, lineAt: (offset: number) => number): { line: number; atStart: boolean; names: number }[] {
  return [...text.matchAll(SETTINGS)].map((match) => ({ line: lineAt(match.index), atStart: true, names: 2 }));
}

/** Fields of `class Settings(BaseSettings)`: their names in capitals, behind the prefix of the class. */
function readSettings(text: string, lineAt: (offset: number) => number): EnvUse[] {
  return [...text.matchAll(SETTINGS)].flatMap((match) => {
    const from = match.index + match[0].length;
    const body: { text: string; at: number }[] = [];
    let at = from;
    for (const line of text.slice(from).split('\n', MOST_LINES)) {
      if (/^\S/.test(line) && at > from) break;
      body.push({ text: line, at });
      at += line.length + 1;
    }
    const prefix = /env_prefix\s*=\s*["'](\w*)["']/.exec(body.map((line) => line.text).join('\n'))?.[1] ?? '';
    return body.flatMap(({ text: line, at: offset }): EnvUse[] => {
      const [, name, type = '', value] = /^(?: {4}| {2}|\t)([A-Za-z]\w*)\s*:\s*([^=\n#]+?)\s*(?:=\s*(.*))?$/.exec(line) ?? [];
      if (name === undefined || name === 'model_config') return [];
      const alias = /\b(?:alias|validation_alias|env)\s*=\s*(?:AliasChoices\(\s*)?["'](\w+)["']/.exec(value ?? '')?.[1];
      const isField = (value ?? '').startsWith('Field(');
      const hasDefault = isField
        ? !/^Field\(\s*(?:\.\.\.|alias|validation_alias|env|description|min_length|gt|ge|title|\))/.test(value ?? '') ||
          /\bdefault(?:_factory)?\s*=(?!\s*\.\.\.)/.test(value ?? '')
        : value !== undefined && value !== '...';
      return [
        {
          name: alias ?? `${prefix}${name}`.toUpperCase(),
          line: lineAt(offset),
          need: hasDefault || /\bClassVar\b/.test(type) ? 'default' : 'must',
          atStart: true,
        },
      ];
    });
  });
}

/** Comments and long strings become spaces, so that offsets stay. */
function blankNotes(source: string): string {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
  let done = '';
  let at = 0;
  const mark = /#|"""|'''|"|'/g;
  for (let match = mark.exec(source); match; match = mark.exec(source)) {
    const start = match.index;
    let end: number;
    if (match[0] === '#') {
      end = source.indexOf('\n', start);
      end = end < 0 ? source.length : end;
    } else if (match[0].length === 3) {
      end = source.indexOf(match[0], start + 3);
      end = end < 0 ? source.length : end + 3;
    } else {
      // A short string stays as it is.
      mark.lastIndex = endOfString(source, start + 1, match[0]);
      continue;
    }
    done += source.slice(at, start) + blank(source.slice(start, end));
    at = end;
    mark.lastIndex = end;
  }
  return done + source.slice(at);
}

function endOfString(source: string, from: number, quote: string): number {
  for (let at = from; at < source.length; at++) {
    const one = source[at];
    if (one === '\\') at++;
    else if (one === quote || one === '\n') return at + 1;
  }
  return source.length;
}
