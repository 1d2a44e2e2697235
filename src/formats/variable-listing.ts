const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,120}$/;
const MOST = 2000;
const HEADER = /^(?:NAME|KEY|DIGEST|VARIABLE|VALUE|CREATED|UPDATED|ENVIRONMENTS?|STATUS)$/;

/**
 * Names of variables in what a platform's command printed: JSON of any usual shape, a table, `NAME=value`, `NAME: value` or one name a line. Values are not kept.
 * @param target where lines name their environments, only those of this one count
 */
export function readVariableListing(text: string, target: string): readonly string[] {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  const found = /^[[{]/.test(trimmed) ? namesInJson(trimmed) : namesInLines(trimmed, target);
  // AWS names variables by path.
  const names = found.map((name) => name.slice(name.lastIndexOf('/') + 1));
  return [...new Set(names.filter((name) => NAME.test(name)))].slice(0, MOST);
}

function namesInJson(text: string): string[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [];
  }
  const list = Array.isArray(json) ? json : isObject(json) ? Object.values(json).find((value) => Array.isArray(value) && value.some(isObject)) : undefined;
  if (Array.isArray(list)) return list.flatMap((one: unknown) => (typeof one === 'string' ? [one] : isObject(one) ? nameIn(one) : []));
  return isObject(json) ? Object.keys(json) : [];
}

function nameIn(one: Readonly<Record<string, unknown>>): string[] {
  const inner = isObject(one['envVar']) ? one['envVar'] : one;
  const name = inner['key'] ?? inner['name'] ?? inner['Name'] ?? inner['NAME'];
  return typeof name === 'string' ? [name] : [];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function namesInLines(text: string, target: string): string[] {
  return text.split('\n', 20_000).flatMap((line) => {
    const [, name = '', rest = ''] =
      /^[\s|│║>*•-]*(?:export\s+)?["']?([A-Za-z_][A-Za-z0-9_]{0,120})["']?(\s*[=:│|].*|\s{2,}.*|\t.*|\s*)$/.exec(line.slice(0, 500)) ?? [];
    const stages = rest.match(/\b(?:production|preview|development|staging)\b/gi);
    if (stages && !rest.includes('=') && !stages.some((stage) => stage.toLowerCase() === target.toLowerCase())) return [];
    return name === '' || HEADER.test(name) || /^[a-z]+$/.test(name) ? [] : [name];
  });
}
