/** A value that a deployment file sets by name. */
export interface ConfigValue {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

const CONFIG_FILE = new RegExp(
  [
    String.raw`(?:^|/)(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$`,
    String.raw`(?:^|/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$`,
    String.raw`^\.(?:github|forgejo|gitea)/(?:workflows|actions)/.+\.ya?ml$`,
    String.raw`^(?:\.gitlab-ci\.yml|\.circleci/config\.yml|bitbucket-pipelines\.yml|azure-pipelines\.yml|\.travis\.yml|\.drone\.yml)$`,
    String.raw`(?:^|/)(?:fly(?:\.[\w-]+)?\.toml|netlify\.toml|wrangler\.(?:toml|jsonc?)|vercel\.json|render\.yaml|railway\.(?:toml|json)|app\.ya?ml|app\.json|amplify\.yml|apprunner\.yaml|cloudbuild\.yaml|serverless\.ya?ml|Procfile|ecosystem\.config\.[cm]?js)$`,
    String.raw`(?:^|/)(?:k8s|kubernetes|manifests|helm|charts|deploy|deployment|infra)/(?:.+/)?[\w.-]+\.ya?ml$`,
    String.raw`\.service$|\.tfvars$`,
  ].join('|'),
  'i',
);
/** True for files that tell a platform, a container or a workflow how to run the app. */
export const isDeployConfig = (path: string): boolean => CONFIG_FILE.test(path);

const NAME = '[A-Za-z_][A-Za-z0-9_]{2,80}';
const VALUE = String.raw`("(?:[^"\\]|\\.){1,500}"|'[^']{1,500}'|[^\s"'#,][^\s#,]{0,500})`;
/** `NAME: value`, `NAME = value`, `- NAME=value`, `"NAME": "value"`, `ENV NAME=value`, `Environment=NAME=value`. */
const ASSIGNMENT = new RegExp(String.raw`^\s*(?:-\s*)?(?:(?:ENV|ARG|export|env:)\s+)?(?:Environment=)?(?:-\s*)?["']?(${NAME})["']?\s*(?:=|:\s)\s*${VALUE}`);
/** `ENV NAME value` of old Dockerfiles. */
const OLD_ENV = new RegExp(String.raw`^ENV\s+(${NAME})\s+${VALUE}`);
/** `- name: NAME` or `key: NAME`, whose value stands on one of the next two lines. */
const NAME_LINE = new RegExp(String.raw`^\s*(?:-\s*)?["']?(?:name|key)["']?\s*:\s*["']?(${NAME})["']?\s*,?$`);
const VALUE_LINE = new RegExp(String.raw`^\s*["']?value["']?\s*:\s*${VALUE}`);

const MOST_LINES = 20_000;
const MOST_COLUMNS = 1200;

/**
 * Values that a deployment file sets by name, line by line: no semantics of YAML, TOML or JSON beyond what such lines look like.
 * References (`${{ secrets.X }}`, `$X`) come back as they stand; what they mean is up to the reader.
 */
export function readConfigValues(text: string): ConfigValue[] {
  const lines = text.split('\n', MOST_LINES).map((line) => line.slice(0, MOST_COLUMNS).replace(/\r$/, ''));
  return lines.flatMap((line, at): ConfigValue[] => {
    if (/^\s*(?:#|\/\/)/.test(line)) return [];
    const named = NAME_LINE.exec(line)?.[1];
    if (named !== undefined) {
      for (const next of [at + 1, at + 2]) {
        const value = VALUE_LINE.exec(lines[next] ?? '')?.[1];
        if (value !== undefined) return [{ name: named, value: unquote(value), line: next + 1 }];
      }
      return [];
    }
    // A list item may be quoted as a whole.
    const match = ASSIGNMENT.exec(line.replace(/^(\s*-\s*)(["'])(.*)\2\s*$/, '$1$3')) ?? OLD_ENV.exec(line);
    const [, name = 'value', value = ''] = match ?? [];
    return /^(?:value|name|key)$/.test(name) || /^[[{]/.test(value) ? [] : [{ name, value: unquote(value), line: at + 1 }];
  });
}

const IN_CODE = /(["']?)([A-Za-z_][A-Za-z0-9_]{2,60})\1\s*(?::|=>?|:=)\s*(["'`])([^"'`\s]{20,200})\3/g;

/** Long string literals that source code gives to a name: `const sessionSecret = '…'`, `SECRET_KEY: "…"`. Names come back as `SESSION_SECRET`. */
export function readCodeValues(text: string): ConfigValue[] {
  return text.split('\n', MOST_LINES).flatMap((line, at) => {
    if (line.length > MOST_COLUMNS || !/secret|passw|token|key|credential|dsn|url/i.test(line)) return [];
    return [...line.matchAll(IN_CODE)].map(([, , name = '', , value = '']) => ({
      name: name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase(),
      value,
      line: at + 1,
    }));
  });
}

const unquote = (value: string): string => (/^(["']).*\1$/.test(value) ? value.slice(1, -1) : value);
