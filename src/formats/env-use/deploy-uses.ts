import { type EnvNeed, type EnvUse, type EnvUses, NO_USES } from './model.ts';

const MOST_LINES = 20_000;
const MOST_COLUMNS = 1200;
/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, `$NAME`; `$$` is a dollar sign. */
const INTERPOLATED = /\$(?:\$|\{([A-Za-z_]\w{0,120})(?:(:?[-?+])[^{}\n]{0,300})?\}|([A-Za-z_]\w{0,120}))/g;

/** Variables that a compose file takes from the shell or from `.env` beside it. */
export function readCompose(text: string): EnvUses {
  const uses: EnvUse[] = [];
  for (const [at, raw] of text.split('\n', MOST_LINES).entries()) {
    const line = raw.slice(0, MOST_COLUMNS).replace(/(?:^|\s)#.*$/, '');
    for (const [, braced, how = '', plain] of line.matchAll(INTERPOLATED)) {
      const name = braced ?? plain;
      if (name !== undefined) uses.push({ name, line: at + 1, need: needOf(how, line, name), atStart: true });
    }
    // `- NAME` below `environment:` hands a variable through.
    const passed = /^\s+-\s+["']?([A-Z][A-Z0-9_]{1,120})["']?\s*$/.exec(line)?.[1];
    if (passed !== undefined && isBelowEnvironment(text, at)) uses.push({ name: passed, line: at + 1, need: 'asked', atStart: true });
  }
  return { ...NO_USES, uses };
}

/** `KEY: ${KEY}` only hands on what is there: the app tells whether it needs it. */
function needOf(how: string, line: string, name: string): EnvNeed {
  if (how.endsWith('?')) return 'must';
  if (how !== '') return 'default';
  return new RegExp(`^\\s*(?:-\\s*)?["']?${name}["']?\\s*[:=]`).test(line) ? 'asked' : 'plain';
}

function isBelowEnvironment(text: string, at: number): boolean {
  const lines = text.split('\n', at + 1);
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0].length ?? 0;
  const above = lines
    .slice(0, at)
    .findLast((line) => line.trim() !== '' && !/^\s*#/.test(line) && ((/^\s*/.exec(line)?.[0].length ?? 0) < indent || !/^\s*-/.test(line)));
  return /^\s*environment\s*:\s*$/.test(above ?? '');
}

/** Build arguments of a Dockerfile that become variables of the image: `ARG NAME` without a value, handed to `ENV`. */
export function readDockerfile(text: string): EnvUses {
  const lines = text.split('\n', MOST_LINES).map((line) => line.slice(0, MOST_COLUMNS));
  const uses = lines.flatMap((line, at): EnvUse[] => {
    const [, name, value] = /^\s*ARG\s+([A-Za-z_]\w{0,120})(=.*)?\s*$/i.exec(line) ?? [];
    // A build works without most arguments: which of them matter, only the build can tell.
    const need: EnvNeed = value === undefined ? 'asked' : 'default';
    return name === undefined ? [] : [{ name, line: at + 1, need, atStart: true }];
  });
  return { ...NO_USES, uses };
}

/** Names that a deployment file sets itself: `environment:` of compose, `ENV`, `[env]`, `envVars`, `env:` of workflows. */
export function namesSetIn(text: string): readonly string[] {
  const set = text.split('\n', MOST_LINES).flatMap((raw) => {
    const line = raw.slice(0, MOST_COLUMNS);
    if (/^\s*(?:#|\/\/)/.test(line)) return [];
    const match =
      /^\s*(?:-\s*)?(?:(?:ENV|export)\s+)?["']?([A-Z][A-Z0-9_]{1,120})["']?\s*(?:=|:\s|:$)/.exec(line) ??
      /^\s*-\s*(?:key|name)\s*:\s*["']?([A-Z][A-Z0-9_]{1,120})["']?\s*$/.exec(line);
    return match?.[1] ?? [];
  });
  return [...new Set(set)];
}
