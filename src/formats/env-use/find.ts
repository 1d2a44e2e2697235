import { readCompose, readDockerfile } from './deploy-uses.ts';
import { type EnvUses, NO_USES } from './model.ts';
import { readOtherPatterns, readPrisma, readScriptPatterns } from './patterns.ts';
import { readPython } from './python.ts';
import { readScript } from './script.ts';

const SCRIPT = /\.[cm]?[jt]sx?$/;
const BLOCKS = /\.(?:vue|svelte|astro)$/;
const OTHER = /\.(?:go|rb|rs|php|java|kt|cs)$/;
const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/;
const DOCKERFILE = /(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$/;

/** Reading a file costs a thousand times more than looking for the word, and most files of an app lack it. */
const NAMES_ENV = new RegExp(
  [
    // Where variables are: processes, bundlers, frameworks, other languages.
    String.raw`\bprocess(?:\?|!)?\.env|[=(,]\s*process\b|['\"](?:node:)?process['\"]|import\.meta\.env|\b(?:Deno|Bun)\??\.env|['\"]bun['\"]|\$env\/|astro:env|cloudflare:workers|Netlify\.env|environ|[gG]etenv|GetEnvironmentVariable|\bENV\b|env!?\(|env::|_ENV\b`,
    // Packages that check them, and functions that take their names.
    String.raw`createEnv|cleanEnv|loadEnv|prisma\/config|fastify(?:\/e|E)nv|env-schema|runtimeConfig|[pP]arseEnv|envsafe|env-var|convict|envField|EnvironmentPlugin|[eE]nvSchema|validationSchema|ProcessEnv|ImportMetaEnv|decouple|BaseSettings|config(?:Service)?\.get`,
    String.raw`(?:[eE]nv|[sS]ecret|[sS]etting|[cC]onfig)\w{0,60}\(\s{0,100}["'\x60][A-Z]`,
  ].join('|'),
);

/** True for files whose use of variables can be told. */
export function mayUseEnv(path: string): boolean {
  return (
    SCRIPT.test(path) ||
    BLOCKS.test(path) ||
    OTHER.test(path) ||
    path.endsWith('.py') ||
    path.endsWith('.prisma') ||
    COMPOSE.test(path) ||
    DOCKERFILE.test(path)
  );
}

/** The environment variables that a file uses, by its kind. */
export function findEnvUses(path: string, text: string): EnvUses {
  if (COMPOSE.test(path)) return readCompose(text);
  if (DOCKERFILE.test(path)) return readDockerfile(text);
  if (!NAMES_ENV.test(text)) return NO_USES;
  if (path.endsWith('.prisma')) return readPrisma(text);
  if (path.endsWith('.py')) return readPython(text);
  if (SCRIPT.test(path)) return readScript(text, path) ?? readScriptPatterns(text);
  if (BLOCKS.test(path)) return readBlocks(text, path);
  return OTHER.test(path) ? readOtherPatterns(text) : NO_USES;
}

/** Scripts of a component as scripts, the rest of it by pattern. Each keeps its place, so that lines stay. */
function readBlocks(text: string, path: string): EnvUses {
  const blank = (part: string): string => part.replaceAll(/[^\n]/g, ' ');
  let script = '';
  let rest = '';
  let at = 0;
  for (const { from, to } of blocksOf(text, path)) {
    script += blank(text.slice(at, from)) + text.slice(from, to);
    rest += text.slice(at, from) + blank(text.slice(from, to));
    at = to;
  }
  script += blank(text.slice(at));
  rest += text.slice(at);
  const inScript = readScript(script, path) ?? readScriptPatterns(script);
  const inRest = readScriptPatterns(rest);
  return {
    ...inScript,
    uses: [...inScript.uses, ...inRest.uses].sort((a, b) => a.line - b.line),
    dynamicLines: [...inScript.dynamicLines, ...inRest.dynamicLines],
  };
}

function blocksOf(text: string, path: string): { from: number; to: number }[] {
  const blocks: { from: number; to: number }[] = [];
  const fence = path.endsWith('.astro') ? /^\s*---\r?\n/.exec(text) : null;
  if (fence) {
    const to = text.indexOf('\n---', fence[0].length - 1);
    if (to > 0) blocks.push({ from: fence[0].length, to });
  }
  for (const match of text.matchAll(/<script\b[^>]{0,300}>/gi)) {
    const from = match.index + match[0].length;
    const to = text.indexOf('</script', from);
    if (to > from && from >= (blocks.at(-1)?.to ?? 0)) blocks.push({ from, to });
  }
  return blocks;
}
