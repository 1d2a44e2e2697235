import { lineCounter } from '../line-counter.ts';
import { type EnvNeed, type EnvUse, type EnvUses, NO_USES } from './model.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_]{0,120}';
const QUOTED = `["'\`](${NAME})["'\`]`;
type Read = readonly [RegExp, EnvNeed];

/** Languages without a reader of their own, and scripts that cannot be read as such: by what a read looks like. */
const SCRIPT: readonly Read[] = [
  [new RegExp(`(?:process|Bun|import\\.meta)\\.env\\??\\.(${NAME})`, 'g'), 'plain'],
  [new RegExp(`(?:process|Bun|import\\.meta)\\.env(?:\\?\\.)?\\[\\s*${QUOTED}\\s*\\]`, 'g'), 'plain'],
  [new RegExp(`Deno\\.env\\.get\\(\\s*${QUOTED}`, 'g'), 'plain'],
];
const OTHERS: readonly Read[] = [
  [new RegExp(`os\\.(?:Getenv|LookupEnv)\\(\\s*${QUOTED}`, 'g'), 'plain'],
  [new RegExp(`ENV\\.fetch\\(\\s*${QUOTED}`, 'g'), 'must'],
  [new RegExp(`(?<![\\w.])ENV\\[\\s*${QUOTED}\\s*\\]`, 'g'), 'plain'],
  [new RegExp(`System\\.getenv\\(\\s*${QUOTED}`, 'g'), 'plain'],
  [new RegExp(`env::var(?:_os)?\\(\\s*${QUOTED}|(?<!option_)env!\\(\\s*${QUOTED}`, 'g'), 'plain'],
  [new RegExp(`(?<![\\w.>$])(?:getenv|env)\\(\\s*${QUOTED}`, 'g'), 'plain'],
  [new RegExp(`\\$_(?:ENV|SERVER)\\[\\s*${QUOTED}\\s*\\]`, 'g'), 'plain'],
  [new RegExp(`Environment\\.GetEnvironmentVariable\\(\\s*${QUOTED}`, 'g'), 'plain'],
];
/** Prisma does not generate or connect without it. */
const PRISMA: readonly Read[] = [[new RegExp(`(?<![\\w.])env\\(\\s*${QUOTED}\\s*\\)`, 'g'), 'must']];

export const readScriptPatterns = (source: string): EnvUses =>
  readPatterns(blankSlashes(source), SCRIPT, /(?:process|import\.meta)\.env(?:\?\.)?\[\s*(?!["'`][A-Za-z_]\w*["'`])[^\]]/g);
export const readOtherPatterns = (source: string): EnvUses =>
  readPatterns(blankSlashes(source), OTHERS, /os\.Getenv\(\s*[^"'\s)]|ENV\[\s*[^"'\s\]]|System\.getenv\(\s*[^"'\s)]/g);
export const readPrisma = (source: string): EnvUses => readPatterns(blankSlashes(source), PRISMA, undefined);

function readPatterns(text: string, reads: readonly Read[], computed: RegExp | undefined): EnvUses {
  const lineAt = lineCounter(text);
  const uses = reads.flatMap(([pattern, need]) =>
    [...text.matchAll(pattern)].flatMap((match): EnvUse[] => {
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 40);
      if (/^\s*=(?![=>])/.test(after)) return [];
      return [{ name: match[1] ?? match[2] ?? '', line: lineAt(match.index), need: takenAs(need, after), atStart: need === 'must' }];
    }),
  );
  const dynamicLines = computed ? [...text.matchAll(computed)].map((match) => lineAt(match.index)) : [];
  return { ...NO_USES, uses: uses.sort((a, b) => a.line - b.line), dynamicLines };
}

function takenAs(need: EnvNeed, after: string): EnvNeed {
  if (/^\s*\)?\s*(?:\?\?|\|\||\?:|or\b)|^\s*,|^\s*\)?\.unwrap_or/.test(after)) return 'default';
  return /^\s*(?:[!=]==?|&&|\?(?![.?]))/.test(after) ? 'asked' : need;
}

/** Comments become spaces. A `//` after a colon is a URL, a `#` starts a comment only at the beginning of a line. */
function blankSlashes(source: string): string {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');
  return blankBlocks(source, blank)
    .replaceAll(/(?<![:"'`\\])\/\/[^\n]*/g, blank)
    .replaceAll(/^[^\S\n]*#[^\n]*/gm, blank);
}

/** Block comments. By hand, because a pattern would look for the end of each of many unfinished ones up to the end of the file. */
function blankBlocks(source: string, blank: (text: string) => string): string {
  let done = '';
  let from = 0;
  for (let start = source.indexOf('/*'); start >= 0; start = source.indexOf('/*', from)) {
    const end = source.indexOf('*/', start + 2);
    if (end < 0) break;
    done += source.slice(from, start) + blank(source.slice(start, end + 2));
    from = end + 2;
  }
  return done + source.slice(from);
}
