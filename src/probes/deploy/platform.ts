import { frameworks, lockFiles, mailPackages, migrationPaths, orms } from '../../data/frameworks.ts';
import { hostingPlatforms } from '../../data/platforms.ts';
import { deployPlatform, type DeployPlatform } from '../../evidence/deploy/platform.ts';
import { fileRole } from '../../formats/file-role.ts';
import { parsePackageManifest } from '../../formats/package-manifest.ts';
import { routePath, servedPaths } from '../../formats/route-path.ts';
import { isWorkflowPath } from '../../formats/workflow-facts.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { manifestTexts, readTexts, type Texts } from './read-texts.ts';

export const platformProbe = defineProbe({
  id: 'deploy/platform',
  version: 1,
  title: 'reads where and how the repository is deployed',
  about: 'repository',
  needs: {},
  fills: deployPlatform,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const { texts, limits } = await readTexts(io, signal);
    return { value: summarise(texts), complete: limits.length > 0 ? limits : true };
  },
});

function summarise(texts: Texts): DeployPlatform {
  const paths = [...texts.keys()].filter((path) => !/(?:^|\/)(?:node_modules|examples?|templates?|fixtures?)\//.test(path));
  const manifests = manifestTexts(texts).map(parsePackageManifest);
  const packages = [...manifests.flatMap((manifest) => manifest.dependencies), ...pythonPackages(texts)];
  const scripts = deployScripts(texts);
  const routes = findRoutes(texts);
  const first = (named: readonly (readonly [RegExp, string, ...string[]])[], of: readonly string[]): string | null =>
    named.find(([pattern]) => of.some((one) => pattern.test(one)))?.[1] ?? null;
  const all = (named: readonly (readonly [RegExp, string])[]): string[] =>
    named.filter(([pattern]) => packages.some((one) => pattern.test(one))).map(([, id]) => id);
  return {
    platforms: platformsOf(texts, paths, scripts),
    framework: first(frameworks, packages),
    packageManager: manifests.find((manifest) => manifest.packageManager)?.packageManager ?? first(lockFiles, paths),
    orms: all(orms),
    migrations: migrationPaths
      .flatMap(([pattern, tool]) =>
        paths
          .filter((path) => pattern.test(path))
          .slice(0, 1)
          .map((path) => ({ tool, path: quote(path) })),
      )
      .slice(0, 10),
    mailProviders: all(mailPackages),
    healthRoutes: routes
      .filter(({ route }) => /\/(?:health|healthz|healthcheck|health-check|livez?|readyz?|readiness|liveness|ping|up)(?:\/|$)/i.test(route))
      .slice(0, 20)
      .map(({ route, path }) => ({ route, path })),
    chatRoutes: routes
      .filter(({ route, serves }) => /chat|completions?|\/(?:ask|assistant|messages?)(?:\/|$)/i.test(route) && serves !== 'GET')
      .slice(0, 20)
      .map(({ route, path }) => ({ route, path })),
    deployScripts: scripts.map(({ path, line }) => ({ path: quote(path), line })).slice(0, 20),
    rollbackNotes: notes(
      texts,
      /roll(?:ing)?[\s-]?back|go(?:ing)? back to (?:the|an?) (?:last|previous|earlier)|revert(?:ing)? (?:a|the) (?:deploy|release)/i,
      /migrat|transaction|schema|database/i,
    ),
    deployNotes: notes(texts, /\b(?:deploy(?:ment|ing)?|release process|releasing)\b/i, /(?!)/),
  };
}

function platformsOf(texts: Texts, paths: readonly string[], scripts: readonly { path: string; line: number; text: string }[]): DeployPlatform['platforms'] {
  const workflowLines = [...texts]
    .filter(([path]) => isWorkflowPath(path))
    .flatMap(([path, text]) => linesOf(path, text()).filter(({ text: line }) => !line.trim().startsWith('#')));
  const found = hostingPlatforms.flatMap(({ id, files, command }) => {
    const byFile = paths
      .filter((path) => files.test(path) && !isWorkflowPath(path) && isRealConfig(id, texts.get(path)?.()))
      .map((path) => ({ path: quote(path), line: 1 }));
    const byCommand = [...workflowLines, ...scripts].filter(({ text }) => command.test(text)).map(({ path, line }) => ({ path: quote(path), line }));
    const shownBy = [...byFile, ...byCommand].slice(0, 10);
    return shownBy.length > 0 ? [{ id, shownBy }] : [];
  });
  // Many platforms read a Procfile; beside another one it says nothing.
  const others = found.filter(({ shownBy }) => shownBy.some(({ path }) => !path.endsWith('Procfile')));
  return others.length > 0 ? others : found;
}

/** Names that other tools use too need a look inside. */
function isRealConfig(id: string, text: string | undefined): boolean {
  if (id === 'google-cloud') return text === undefined || /runtime:|steps:|gcloud|node_modules|runConfig/.test(text);
  if (id === 'firebase') return /"(?:hosting|apphosting|functions)"/.test(text ?? '');
  return id !== 'kamal' || text === undefined || /^(?:service|image|servers):|KAMAL/m.test(text);
}

interface Line {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}
function linesOf(path: string, text: string | undefined): Line[] {
  return (text ?? '').split('\n').map((line, index) => ({ path, line: index + 1, text: line.slice(0, 1000) }));
}

/** Lines of scripts, make files and package scripts that deploy somewhere. */
function deployScripts(texts: Texts): Line[] {
  return [...texts].flatMap(([path, text]) => {
    const isManifest = /^(?:[\w-]+\/){0,2}package\.json$/.test(path);
    if (!isManifest && !/(?:^|\/)(?:Makefile|justfile|Taskfile\.ya?ml)$|\.sh$|(?:^|\/)bin\/deploy$/.test(path)) return [];
    return linesOf(path, text()).filter(
      ({ text: line }) =>
        !/^\s*#/.test(line) &&
        (hostingPlatforms.some(({ command }) => command.test(line)) || (isManifest && /^\s*"deploy(?::prod(?:uction)?)?"\s*:/.test(line))),
    );
  });
}

function pythonPackages(texts: Texts): string[] {
  return [...texts].flatMap(([path, text]) => {
    if (!/(?:^|\/)(?:requirements[\w-]*\.txt|pyproject\.toml)$/.test(path)) return [];
    return [...(text() ?? '').matchAll(/^\s*"?([A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>~!"',;]|$)/gm)].map((match) => match[1] ?? '');
  });
}

function findRoutes(texts: Texts): { route: ReturnType<typeof quote>; path: ReturnType<typeof quote>; serves: string }[] {
  return [...texts].flatMap(([path, text]) => {
    if (fileRole(path) !== 'code' || !/\.(?:[cm]?[jt]sx?|py)$/.test(path)) return [];
    const route = routePath(path);
    if (route !== undefined) return [{ route: quote(route), path: quote(path), serves: 'any' }];
    const source = text() ?? '';
    return source.length > 400_000 ? [] : servedPaths(source).map((served) => ({ route: quote(served.path), path: quote(path), serves: served.method }));
  });
}

/** Headings (or file names) of documents about a matter. */
function notes(texts: Texts, about: RegExp, butNot: RegExp): DeployPlatform['rollbackNotes'] {
  const found = [...texts].flatMap(([path, text]) => {
    if (!/\.(?:mdx?|rst|txt|adoc)$/i.test(path) || /CHANGELOG|node_modules|LICENSE/i.test(path)) return [];
    const named = about.test(path.slice(path.lastIndexOf('/') + 1).replaceAll(/[_-]/g, ' ')) ? [{ path: quote(path), line: 1 }] : [];
    const headings = linesOf(path, text()).filter(
      ({ text: line }) => /^\s{0,3}(?:#{1,6}\s|\*\*[^*]+\*\*\s*:?$)/.test(line) && about.test(line) && !butNot.test(line),
    );
    return [...named, ...headings.map(({ line }) => ({ path: quote(path), line }))];
  });
  return found.slice(0, 20);
}
