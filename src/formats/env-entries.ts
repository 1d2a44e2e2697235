/** What is odd about how a line is written, whatever its value. */
export const LINE_FAULTS = ['cut-at-hash', 'open-quote', 'curly-quote', 'quoted-twice', 'space-around', 'blank-end'] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** One assignment of an env file, as dotenv reads it. */
export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
  readonly quote: '"' | "'" | '`' | '';
  readonly faults: readonly LineFault[];
}
export interface EnvText {
  readonly entries: readonly EnvEntry[];
  /** Lines that are neither an assignment nor a comment. */
  readonly unreadable: readonly number[];
  /** The file begins with a byte order mark, which becomes part of the first name. */
  readonly bom: boolean;
  /** Lines end as on Windows: shells and containers take the carriage return for a part of the value. */
  readonly carriageReturns: boolean;
}

const MOST_LINES = 20_000;
const ASSIGNMENT = /^(\s*(?:export\s+)?)([A-Za-z_][A-Za-z0-9_.-]{0,200})(\s*)=(\s*)(.*)$/;

/** Reads an env file with what is wrong in how it is written; values of several lines in quotes included. */
export function readEnvText(text: string): EnvText {
  const lines = text.replace(/^\uFEFF/, '').split('\n', MOST_LINES);
  const entries: EnvEntry[] = [];
  const unreadable: number[] = [];
  for (let at = 0; at < lines.length; at++) {
    const raw = (lines[at] ?? '').replace(/\r$/, '');
    if (/^\s*(?:#|$)/.test(raw)) continue;
    const match = ASSIGNMENT.exec(raw);
    if (!match) {
      unreadable.push(at + 1);
      continue;
    }
    const [, lead = '', name = '', before = '', after = '', rest = ''] = match;
    const entry = valueOf(rest, lines, at);
    // `NAME= # nothing yet` has a comment, not a value.
    const spaced: LineFault[] = before !== '' || (after !== '' && entry.value !== '') ? ['space-around'] : [];
    entries.push({
      name,
      line: at + 1,
      value: entry.value,
      quote: entry.quote,
      faults: [...(lead.includes('export') && before === '' ? [] : spaced), ...entry.faults],
    });
    at += entry.moreLines;
  }
  return { entries, unreadable, bom: text.startsWith('\uFEFF'), carriageReturns: /\r\n/.test(text) };
}

type Value = Pick<EnvEntry, 'value' | 'quote' | 'faults'> & { readonly moreLines: number };

function valueOf(rest: string, lines: readonly string[], at: number): Value {
  const quote = /^["'`]/.exec(rest)?.[0] as '"' | "'" | '`' | undefined;
  if (quote) {
    const closed = endOf(rest, 1, quote);
    if (closed > 0) return { ...inQuotes(rest.slice(1, closed), quote), moreLines: 0 };
    // A value of several lines, such as a key in PEM form.
    let value = rest.slice(1);
    for (let more = 1; more <= 200 && at + more < lines.length; more++) {
      const next = (lines[at + more] ?? '').replace(/\r$/, '');
      const end = endOf(next, 0, quote);
      if (end >= 0) return { ...inQuotes(`${value}\n${next.slice(0, end)}`, quote), moreLines: more };
      if (/^\s*[A-Za-z_]\w*\s*=/.test(next)) break;
      value += `\n${next}`;
    }
    return { value: rest.trim(), quote: '', faults: ['open-quote'], moreLines: 0 };
  }
  const hash = rest.indexOf('#');
  const value = (hash < 0 ? rest : rest.slice(0, hash)).trim();
  const faults: LineFault[] = [];
  if (hash > 0 && !/\s/.test(rest[hash - 1] ?? '')) faults.push('cut-at-hash');
  if (/^[“”‘’„]|[“”‘’]$/.test(value)) faults.push('curly-quote');
  return { value, quote: '', faults, moreLines: 0 };
}

function inQuotes(value: string, quote: '"' | "'" | '`'): Omit<Value, 'moreLines'> {
  const faults: LineFault[] = [];
  if (/^(["'])[^"']*\1$/.test(value)) faults.push('quoted-twice');
  if (/[ \t]$/.test(value) && value.trim() !== '') faults.push('blank-end');
  return { value, quote, faults };
}

/** The closing quote: not one behind a backslash. */
function endOf(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

export const ENV_STAGES = ['production', 'staging', 'development', 'test', 'any'] as const;
/** Which deployment a file is for, by its name; `any`: it is read everywhere, or cannot be told. */
export function envFileStage(path: string): (typeof ENV_STAGES)[number] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/(?:^|[.-])(?:prod|production|live)(?:[.-]|$)/.test(name)) return 'production';
  if (/(?:^|[.-])(?:staging|stage|preview|uat|preprod|qa)(?:[.-]|$)/.test(name)) return 'staging';
  if (/(?:^|[.-])(?:test|ci|e2e)(?:[.-]|$)/.test(name)) return 'test';
  return /(?:^|[.-])(?:dev|development|local|vars)(?:[.-]|$)/.test(name) ? 'development' : 'any';
}
