/** Files that are run by name: by a package script, a framework or the interpreter. */
const ENTRY =
  /(?:^|\/)(?:instrumentation(?:[.-]\w+)?|middleware|proxy|server|index|main|app|start|worker|entry[\w.-]*|hooks\.server|_app|_layout|layout|root|manage|wsgi|asgi|run|cli|__main__|__init__|\w+\.config)\.(?:[cm]?[jt]sx?|py)$/;
const SCRIPT = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;
const IMPORTS = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]([^'"\n]{1,300})['"]/g;
const PYTHON_IMPORTS = /^\s*(?:from\s+([\w.]+)\s+import\s+([^#\n]+)|import\s+([\w., ]+))/gm;

/** Whether a file of the project runs when the app does: its name says so, a package script names it, or another file imports it. Unsure counts as yes. */
export function isReached(path: string, texts: ReadonlyMap<string, string>, isTest: (path: string) => boolean): boolean {
  if (ENTRY.test(path)) return true;
  const stem = path.replace(/\.\w+$/, '');
  const name = stem.slice(stem.lastIndexOf('/') + 1);
  // An import of a package of the workspace names its folder, not the file.
  const words = [name, ...stem.split('/').slice(0, -1)].filter((word) => !/^(?:src|lib|packages|apps)$/.test(word));
  for (const [other, text] of texts) {
    if (other === path || !words.some((word) => text.includes(word)) || isTest(other)) continue;
    if (other.endsWith('package.json') && new RegExp(String.raw`["\s/]${escaped(name)}(?:\.\w+)?["\s]`).test(text)) return true;
    if (SCRIPT.test(other) && [...text.matchAll(IMPORTS)].some(([, spec = '']) => leadsTo(spec, other, stem))) return true;
    if (other.endsWith('.py') && path.endsWith('.py') && [...text.matchAll(PYTHON_IMPORTS)].some((match) => namesModule(match, name))) return true;
  }
  return false;
}

const escaped = (text: string): string => text.replaceAll(/[^\w]/g, '\\$&');

/** `./env`, `@/lib/env.js`, `#env`, `@acme/env`: where the beginning cannot be told, the end decides. */
function leadsTo(spec: string, from: string, stem: string): boolean {
  const plain = spec.replace(/\.(?:[cm]?[jt]sx?)$/, '');
  if (plain.startsWith('.')) return joined(from.slice(0, Math.max(0, from.lastIndexOf('/'))), plain) === stem;
  const end = plain.slice(plain.lastIndexOf('/') + 1).replace(/^[#~@$]/, '');
  return end !== '' && (stem === end || stem.endsWith(`/${end}`) || stem.split('/').slice(0, -1).includes(end));
}

function joined(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const step of relative.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.' && step !== '') parts.push(step);
  }
  return parts.join('/');
}

function namesModule([, module = '', names = '', plain = '']: RegExpMatchArray, name: string): boolean {
  const words = [...module.split('.'), ...names.split(','), ...plain.split(/[.,]/)].map((one) => one.trim().split(/\s+/)[0]);
  return words.includes(name);
}
