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
  const text = blankNotes(source);
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
      uses.push({ name, line: lineAt(match.index), need: needOf(need, before, after), atStart: !/^\n[ \t]/.test(before) });
    }
  }
  uses.push(...readSettings(text, lineAt));
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
      const alias = /\b(?:alias|validation_alias|env)\s*=\s*["'](\w+)["']/.exec(value ?? '')?.[1];
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
