export interface WorkflowFacts {
  readonly onPush: boolean;
  readonly onPullRequest: boolean;
  readonly onTag: boolean;
  readonly manual: boolean;
  readonly builds: boolean;
  readonly tests: boolean;
  readonly lints: boolean;
  readonly typechecks: boolean;
  /** The whole history is there for the steps (`fetch-depth: 0`, or a system that clones whole by itself is not assumed). */
  readonly fullHistory: boolean;
  /** Runs for every branch that is pushed, or for every proposal: before anything is merged. */
  readonly beforeMerge: boolean;
  /** The lines without comments, package scripts spelled out. */
  readonly commands: readonly string[];
}

const CI_FILE =
  /^(?:\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml|\.circleci\/config\.yml|bitbucket-pipelines\.yml|azure-pipelines\.yml|Jenkinsfile|\.travis\.yml|\.drone\.yml|\.woodpecker(?:\.ya?ml|\/[^/]+\.ya?ml)|\.buildkite\/[^/]+\.ya?ml|\.forgejo\/workflows\/[^/]+\.ya?ml|\.gitea\/workflows\/[^/]+\.ya?ml)$/;

/** True for files that tell a build system what to do. */
export function isWorkflowPath(path: string): boolean {
  return CI_FILE.test(path);
}

/**
 * Reads what a workflow does, line by line: enough to see triggers and commands, no YAML semantics.
 * @param scripts commands of the package's scripts, so that `npm run check` counts as what it runs
 */
export function readWorkflow(path: string, text: string, scripts: Readonly<Record<string, string>>): WorkflowFacts {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  const isActions = /\/workflows\//.test(path);
  const triggers = isActions ? triggerBlock(lines) : '';
  const commands = lines.map((line) => spellOut(line, scripts, 3));
  const onPullRequest = !isActions || /\bpull_request(?:_target)?\b|\bmerge_group\b/.test(triggers);
  const runs = (pattern: RegExp): boolean => commands.some((command) => pattern.test(command));
  return {
    onPush: !isActions || /\bpush\b/.test(triggers),
    onPullRequest,
    beforeMerge: onPullRequest || pushesOfAnyBranch(triggers),
    onTag: /\btags:|\brelease\b/.test(triggers),
    manual: /\bworkflow_dispatch\b/.test(triggers),
    builds: runs(
      /\b(?:npm|pnpm|yarn|bun|turbo|nx)\b[^\n]*\bbuild\b|\b(?:next|vite|nuxt|astro|remix|svelte-kit|nest|ng|tsup|rollup)\s+build\b|\bdocker\b[^\n]*\bbuild\b|docker\/build-push-action|\b(?:go|cargo|mvn|gradle)\b[^\n]*\bbuild\b|python -m build/,
    ),
    tests: runs(/\b(?:npm|pnpm|yarn|bun)\b\s+(?:run\s+)?(?:test|t)\b|\b(?:vitest|jest|playwright|cypress|mocha|pytest|tox|go test|cargo test|node --test)\b/),
    lints: runs(/\b(?:npm|pnpm|yarn|bun)\b[^\n]*\blint\b|\b(?:eslint|oxlint|biome|next lint|ruff|flake8|pylint|golangci-lint|clippy)\b/),
    typechecks: runs(/\b(?:npm|pnpm|yarn|bun)\b[^\n]*\btype-?check\b|\b(?:tsc|vue-tsc|svelte-check|astro check|mypy|pyright|next build)\b/),
    fullHistory: /fetch-depth:\s*['"]?0/.test(text) || (!isActions && /GIT_DEPTH:\s*['"]?0/.test(text)),
    commands,
  };
}

const THROWN_AWAY =
  /\|\|\s*(?:true|:|exit 0|echo\b)|--exit-code[= ]['"]?0\b|--no-fail\b|--no-error\b|continue-on-error:\s*['"]?true|allow_failure:\s*true|soft_fail:\s*true/;

/**
 * True when a step that matches can fail the workflow: neither its line nor its step says that a failure does not count.
 * @param text the workflow; a step reaches from its `- ` to the next one at the same depth
 */
export function canFail(text: string, pattern: RegExp): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.some((line, at) => pattern.test(line) && !THROWN_AWAY.test(stepAround(lines, at)));
}

function stepAround(lines: readonly string[], at: number): string {
  const isItem = (line: string): boolean => /^\s*- /.test(line);
  const start = lines.slice(0, at + 1).findLastIndex(isItem);
  if (start < 0) return lines[at] ?? '';
  const depth = (line: string): number => line.search(/\S/);
  const end = lines.findIndex((line, index) => index > at && line.trim() !== '' && depth(line) <= depth(lines[start] ?? ''));
  return lines.slice(start, end < 0 ? lines.length : end).join('\n');
}

/** `on: push` without a filter, or with one that every branch passes. */
function pushesOfAnyBranch(triggers: string): boolean {
  if (!/\bpush\b/.test(triggers)) return false;
  const own = /^( *)push:[^\n]*((?:\n\1 +[^\n]*)*)/m.exec(triggers);
  const filter = own?.[0] ?? /\bpush\s*:\s*\{[^}]*\}/.exec(triggers)?.[0];
  if (filter === undefined || !/\b(?:branches|tags)(?:-ignore)?\b/.test(filter)) return true;
  return /branches[^\n]*(?:\n[^\n]*)?['"]?\*\*?['"]?(?:\s|,|\]|$)/.test(filter) || /branches-ignore/.test(filter);
}

function triggerBlock(lines: readonly string[]): string {
  const start = lines.findIndex((line) => /^(?:on|'on'|"on"|true)\s*:/.test(line));
  if (start < 0) return '';
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^\S/.test(line));
  return [lines[start], ...rest.slice(0, end < 0 ? rest.length : end)].join('\n');
}

/** Adds the command behind each package script that a line calls. */
function spellOut(line: string, scripts: Readonly<Record<string, string>>, depth: number): string {
  if (depth === 0) return line;
  const called = [...line.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+|run-script\s+)?([\w:.-]+)/g)].flatMap((match) => {
    const script = Object.hasOwn(scripts, match[1] ?? '') ? scripts[match[1] ?? ''] : undefined;
    return script === undefined ? [] : [spellOut(script.slice(0, 500), scripts, depth - 1)];
  });
  return [line.slice(0, 1000), ...called].join(' && ');
}
