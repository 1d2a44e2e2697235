/** Settings of coding agents and editors. */
const AGENT_FILE =
  /(?:^|\/)(?:\.claude\/settings(?:\.local)?\.json|\.gemini\/settings\.json|\.aider\.conf\.ya?ml|\.mcp\.json|\.(?:vscode|cursor|windsurf|roo)\/mcp\.json)$/;
export const isAgentFile = (path: string): boolean => AGENT_FILE.test(path);

const ENV_FILE = String.raw`(?:[\w.$\{\}*-]*[/\\])*\.env(?![\w-]|\.(?:example|sample|template|schema))[\w.*-]*`;
/** `Read(./.env)`, `Bash(cat .env:*)`, `read: .env`, `- .env`, `"envFile": "${workspaceFolder}/.env"`, `"--env-file", ".env"`. */
const GRANTS = [
  new RegExp(String.raw`["'](?:Read|Edit|Write)\(${ENV_FILE}\)["']`),
  new RegExp(String.raw`["']Bash\((?:cat|source|less|head|tail|grep|export)\b[^)]{0,80}${ENV_FILE}[^)]{0,40}\)["']`),
  new RegExp(String.raw`^\s*(?:read|file)\s*:\s*\[?\s*["']?${ENV_FILE}`),
  new RegExp(String.raw`["']envFile["']\s*:\s*["']${ENV_FILE}["']`),
  new RegExp(String.raw`["']--env-file(?:=${ENV_FILE}["']|["']\s*,\s*["']${ENV_FILE}["'])`),
];

/** Lines by which an agent, or a server that it starts, gets the env file. Lines of a list of what is denied are none. */
export function envGrants(text: string): readonly number[] {
  const found: number[] = [];
  let isDenied = false;
  for (const [at, raw] of text.split('\n', 5000).entries()) {
    const line = raw.slice(0, 1000);
    const opens = /["'](deny|ask|exclude|ignore\w*)["']\s*:\s*\[/.exec(line);
    if (opens) isDenied = true;
    else if (/["'](?:allow|permissions|additionalDirectories)["']\s*:/.test(line)) isDenied = false;
    const told = opens ? line.slice(0, opens.index) : line;
    if ((!isDenied || opens) && GRANTS.some((grant) => grant.test(told))) found.push(at + 1);
    if (isDenied && /\]/.test(opens ? line.slice(opens.index) : line)) isDenied = false;
  }
  return found;
}
