export interface PackageManifest {
  readonly dependencies: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly packageManager: string | undefined;
}

/** Reads a package.json as data; what is not as expected counts as absent. */
export function parsePackageManifest(text: string): PackageManifest {
  const json = parseObject(text);
  const dependencies = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) => Object.keys(asObject(json[key])));
  const scripts = Object.entries(asObject(json['scripts'])).flatMap(([name, command]) => (typeof command === 'string' ? [[name, command] as const] : []));
  const manager = json['packageManager'];
  return { dependencies, scripts: Object.fromEntries(scripts), packageManager: typeof manager === 'string' ? /^[a-z]+/.exec(manager)?.[0] : undefined };
}

/** Names of all packages that a package.json asks for. */
export function dependencyNames(text: string): readonly string[] {
  return parsePackageManifest(text).dependencies;
}

/** Names of the environment variables that a package.json's scripts set for the commands they run: `BUILD_MODE=export next build`. */
export function scriptVariables(text: string): readonly string[] {
  const commands = Object.values(parsePackageManifest(text).scripts);
  const set = commands.flatMap((command) => [...command.matchAll(/(?<=^|[\s;&|(])([A-Z_][A-Z0-9_]*)=/g)].map((match) => match[1] ?? ''));
  return [...new Set(set)];
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
