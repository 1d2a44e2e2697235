import { dirname, resolve, basename } from 'node:path';
import { gitRoot, loadConfigFile, mustBeFolder, readTrust } from '../adapters/config-file.ts';
import type { EnvironmentConfig, LaunchReadyConfig } from '../config/definition.ts';
import { configLines } from '../config/lines.ts';
import { ConfigError, UsageError } from '../model/errors.ts';
import type { Intent, LogSource } from '../model/intent.ts';
import { PROFILE_IDS, type ProfileId } from '../model/profile.ts';
import { quote } from '../model/text.ts';

export interface ConfigRequest {
  /** Absolute path of the folder the user is in. */
  readonly cwd: string;
  /** `--repo`: another repository. Its config is read as JSON only, never executed. */
  readonly repo?: string;
  /** `--config` */
  readonly file?: string;
  /** A URL or host on the command line. A config counts only if it names that host; otherwise the run is one without config. */
  readonly target?: string;
  readonly environment?: string;
  readonly profile?: string;
  /** Aborted by Ctrl-C. */
  readonly signal?: AbortSignal;
}

/**
 * From the command line to an intent: finds, loads and validates the config, or makes a zero-config intent.
 * Loads the validator and the Public Suffix List only when it runs.
 * @throws UsageError, ConfigError
 */
export async function loadIntent(request: ConfigRequest): Promise<Intent> {
  const folder = resolve(request.cwd, request.repo ?? '.');
  if (request.repo !== undefined) await mustBeFolder(folder, `--repo: ${folder}`);
  const trusted = request.repo === undefined || folder === resolve(request.cwd);
  const profile = await profileNamed(request.profile);
  const configured = await configIntent(request, folder, trusted, profile);
  const { hostOfTarget, zeroConfigIntent } = await import('../config/intent.ts');
  const host = request.target === undefined ? undefined : hostOfTarget(request.target);
  if (configured && (host === undefined || configured.hosts.some(({ name }) => name === host))) return configured;
  if (request.environment !== undefined) throw new UsageError('--environment needs a config that has the host; write one with: launch-ready init');
  return zeroConfigIntent({
    project: host ?? projectName(folder),
    repository: { path: gitRoot(folder) ?? folder, trusted },
    ...(host !== undefined && { target: host }),
    ...(profile !== undefined && { profile }),
  });
}

async function configIntent(request: ConfigRequest, folder: string, trusted: boolean, profile: ProfileId | undefined): Promise<Intent | undefined> {
  const loaded = await loadConfigFile({
    folder,
    // A config that the user names on the command line is the user's word, wherever it lies.
    trusted: trusted || request.file !== undefined,
    ...(request.file !== undefined && { file: resolve(request.cwd, request.file) }),
    ...(request.signal && { signal: request.signal }),
  });
  if (loaded === undefined) return undefined;
  const { parseConfig } = await import('../config/parse.ts');
  const { intentOf } = await import('../config/intent.ts');
  const file = basename(loaded.file);
  const parsed = parseConfig(loaded.value, file);
  // `--repo` is the user's word: a config (of theirs or of that repository) cannot lead the look elsewhere.
  const asked = request.repo === undefined ? parsed : { ...parsed, repository: '.' };
  const config = trusted || request.file !== undefined ? asked : withoutConsent(asked);
  const network = config.environments?.[request.environment ?? '']?.network ?? config.network;
  const repository = request.repo === undefined ? resolve(dirname(loaded.file), config.repository || '.') : folder;
  if (config.repository !== false) await mustBeFolder(repository, `${file}: repository: ${repository}`);
  const intent = intentOf(config, {
    file,
    lines: configLines(loaded.text),
    trust: await readTrust(loaded.file, network?.trust ?? []),
    repository: { path: repository, trusted },
    ...(request.environment !== undefined && { environment: request.environment }),
    ...(profile !== undefined && { profile }),
  });
  await mustCompile(intent, file);
  return { ...intent, ...(intent.logs && { logs: intent.logs.map((source) => fromFolder(source, dirname(loaded.file))) }) };
}

/** A pattern that cannot be read is told before anything is looked at. */
async function mustCompile({ secretRules }: Intent, file: string): Promise<void> {
  if (!secretRules) return;
  const { loadRules } = await import('../scan/scanner.ts');
  try {
    await loadRules(secretRules);
  } catch (error) {
    if (error instanceof UsageError) throw new ConfigError(file, [error.message]);
    throw error;
  }
}

/** Files are named relative to the config. */
function fromFolder(source: LogSource, folder: string): LogSource {
  return source.from.type === 'file' ? { ...source, from: { type: 'file', path: resolve(folder, source.from.path) } } : source;
}

/** What only the user may say is taken out of the config of a repository that is not theirs: consent, ownership, where looks and passwords are sent, which logs are read. */
function withoutConsent(config: LaunchReadyConfig): LaunchReadyConfig {
  const strip = <T extends EnvironmentConfig>({ active: _active, owned: _owned, network: _network, logs: _logs, mail, ...rest }: T) => {
    const { reports: _reports, receive: _receive, flows: _flows, ...sending } = mail ?? {};
    return { ...rest, ...(mail && { mail: sending }) };
  };
  const { environments, ...own } = strip(config);
  return { ...own, ...(environments && { environments: Object.fromEntries(Object.entries(environments).map(([name, one]) => [name, strip(one)])) }) };
}

async function profileNamed(name: string | undefined): Promise<ProfileId | undefined> {
  if (name === undefined) return undefined;
  const known = PROFILE_IDS.find((id) => id === name);
  if (known) return known;
  const { nearest } = await import('../config/nearest.ts');
  const meant = nearest(name, PROFILE_IDS);
  throw new UsageError(`there is no profile "${quote(name, 40)}"; ${meant ? `did you mean ${meant}?` : `there are ${PROFILE_IDS.join(', ')}`}`);
}

/** The folder's name, reduced to what a config accepts as project name. */
const projectName = (folder: string): string =>
  basename(folder)
    .replaceAll(/[^\w .-]/g, '-')
    .slice(0, 80) || 'project';
