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
  /** Lines that run something, package scripts spelled out. */
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
  const commands = lines.map((line) => spellOut(line.trim(), scripts, 3));
  const runs = (pattern: RegExp): boolean => commands.some((command) => pattern.test(command));
  return {
    onPush: !isActions || /\bpush\b/.test(triggers),
    onPullRequest: !isActions || /\bpull_request(?:_target)?\b|\bmerge_group\b/.test(triggers),
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
