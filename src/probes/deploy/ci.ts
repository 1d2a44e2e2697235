import { hostingPlatforms } from '../../data/platforms.ts';
import { secretScanners } from '../../data/secret-scanners.ts';
import { ci } from '../../evidence/deploy/ci.ts';
import { parsePackageManifest } from '../../formats/package-manifest.ts';
import { canFail, isWorkflowPath, readWorkflow } from '../../formats/workflow-facts.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { manifestTexts, readTexts, type Texts } from './read-texts.ts';

export const ciProbe = defineProbe({
  id: 'deploy/ci',
  version: 2,
  title: 'reads what the workflows of the repository build, check and deploy',
  about: 'repository',
  needs: {},
  fills: ci,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const { texts, limits } = await readTexts(io, signal);
    const scripts = Object.assign(
      {},
      ...manifestTexts(texts)
        .map((text) => parsePackageManifest(text).scripts)
        .reverse(),
    ) as Record<string, string>;
    const workflows = [...texts]
      .filter(([path]) => isWorkflowPath(path))
      .flatMap(([path, text]) => {
        const { commands, ...facts } = readWorkflow(path, text() ?? '', scripts);
        const scanners = scannersIn(commands);
        const scannersStop = scanners.length > 0 && secretScanners.some(([pattern]) => canFail(commands.join('\n'), pattern));
        return [{ path: quote(path), ...facts, deploysTo: platformsIn(commands), scanners, scannersStop }];
      });
    return { value: { workflows: workflows.slice(0, 200), localScanners: scannersIn(localHooks(texts)) }, complete: limits.length > 0 ? limits : true };
  },
});

function platformsIn(commands: readonly string[]): string[] {
  return hostingPlatforms.filter(({ command }) => commands.some((line) => command.test(line))).map(({ id }) => id);
}

function scannersIn(lines: readonly string[]): string[] {
  return secretScanners.filter(([pattern]) => lines.some((line) => pattern.test(line))).map(([, name]) => name);
}

function localHooks(texts: Texts): string[] {
  return [...texts].filter(([path]) => /^(?:\.pre-commit-config\.yaml|lefthook\.ya?ml|\.husky\/[\w-]+)$/.test(path)).flatMap(([, text]) => text() ?? []);
}
