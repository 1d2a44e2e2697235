export interface EnvUse {
  readonly name: string;
  readonly line: number;
  /** The app runs without it: a value follows with `??`, `||` or as second argument, or the code only asks whether it is set. */
  readonly hasDefault: boolean;
}
export interface EnvUses {
  readonly uses: readonly EnvUse[];
  /** Lines where the name is computed: what is read there cannot be told. */
  readonly dynamicLines: readonly number[];
  /** Names that the project's own `ProcessEnv` type declares as optional. */
  readonly optionalNames: readonly string[];
}

const NAME = '[A-Za-z_][A-Za-z0-9_]*';
const BY_NAME = [
  new RegExp(`(?:process|Bun)\\.env\\??\\.(${NAME})`, 'g'),
  new RegExp(`(?:process|Bun)\\.env(?:\\?\\.)?\\[\\s*["'\`](${NAME})["'\`]\\s*\\]`, 'g'),
  new RegExp(`import\\.meta\\.env\\??\\.(${NAME})`, 'g'),
  new RegExp(`import\\.meta\\.env\\[\\s*["'](${NAME})["']\\s*\\]`, 'g'),
  new RegExp(`Deno\\.env\\.get\\(\\s*["'](${NAME})["']`, 'g'),
  new RegExp(`os\\.environ\\[\\s*["'](${NAME})["']\\s*\\]`, 'g'),
  new RegExp(`os\\.(?:getenv|environ\\.get)\\(\\s*["'](${NAME})["']`, 'g'),
  new RegExp(`(?<![\\w.])env\\(\\s*["'](${NAME})["']\\s*\\)`, 'g'),
  new RegExp(`(?:os\\.Getenv|os\\.LookupEnv|ENV\\.fetch|System\\.getenv|env::var)\\(\\s*["'](${NAME})["']`, 'g'),
];
const DESTRUCTURED = /(?:const|let|var)\s*\{([^{}]{1,2000})\}\s*=\s*(?:process|import\.meta)\.env\b/g;
const FROM_STATIC = /import\s*\{([^{}]{1,2000})\}\s*from\s*["']\$env\/static\/(?:private|public)["']/g;
const DYNAMIC =
  /process\.env(?:\?\.)?\[\s*(?!["'`][A-Za-z_]\w*["'`])[^\]]|import\.meta\.env\[\s*(?!["'][A-Za-z_]\w*["'])[^\]]|os\.(?:getenv|environ\.get)\(\s*[^"'\s)]|Object\.(?:keys|entries)\(\s*process\.env/g;

/** The environment variables that a source file reads (JavaScript, TypeScript, Svelte, Vue, Python, Go, Ruby, Prisma). Comments are left out. */
export function findEnvUses(source: string): EnvUses {
  const text = blankComments(source);
  const uses: EnvUse[] = [];
  const lineAt = lineCounter(text);
  for (const pattern of BY_NAME) {
    for (const match of text.matchAll(pattern)) {
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 24);
      if (isAssigned(after)) continue;
      const isCall = match[0].includes('(') && /^\s*,/.test(after);
      const hasDefault = isCall || /^\s*\)?\s*(?:\?\?|\|\||or\b)/.test(after) || isOnlyAsked(text.slice(Math.max(0, match.index - 12), match.index), after);
      uses.push({ name: match[1] ?? '', line: lineAt(match.index), hasDefault });
    }
  }
  for (const pattern of [DESTRUCTURED, FROM_STATIC]) {
    for (const match of text.matchAll(pattern)) {
      for (const part of (match[1] ?? '').split(',')) {
        const name = /^\s*([A-Z_][A-Z0-9_]*)/.exec(part)?.[1];
        if (name) uses.push({ name, line: lineAt(match.index), hasDefault: part.includes('=') });
      }
    }
  }
  const dynamicLines = [...text.matchAll(DYNAMIC)].map((match) => lineAt(match.index));
  const optionalNames = text.includes('ProcessEnv') ? [...text.matchAll(/^[^\S\n]*([A-Z_][A-Z0-9_]*)\?\s*:/gm)].map((match) => match[1] ?? '') : [];
  return { uses: uses.sort((a, b) => a.line - b.line), dynamicLines, optionalNames };
}

/** A switch: `!!X`, `Boolean(X)`, `X === 'true'`, `X ? a : b`, `X && a`, `if (X)`. Not `!X`, which mostly guards a throw. */
function isOnlyAsked(before: string, after: string): boolean {
  if (/(?:!!|Boolean\()\s*$/.test(before) || (/\bif\s*\(\s*$/.test(before) && /^\s*\)/.test(after))) return true;
  return /^\s*(?:[!=]==?|&&|\?(?![.?]))/.test(after);
}

/** `process.env.X = …` writes, it does not read. */
function isAssigned(after: string): boolean {
  return /^\s*=(?![=>])/.test(after);
}

/** Comments become spaces, so that offsets stay. A `//` after a colon is a URL, a `#` starts a comment only at the beginning of a line. */
function blankComments(source: string): string {
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

function lineCounter(text: string): (index: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (index) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
