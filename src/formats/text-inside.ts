/* Source text that stands inside JSON files: cells of notebooks, sources of source maps. */

export interface TextInside {
  /** Where it stands, in words: `cell 3`, a source's own name. */
  readonly name: string;
  readonly text: string;
}
const MOST_PARTS = 20_000;

/** Texts of a Jupyter notebook (nbformat 4: source, printed output) or of a source map (`sourcesContent`); nothing for any other JSON, or none at all. */
export function textsInside(json: string): readonly TextInside[] {
  const value = parsed(json);
  if (typeof value !== 'object' || value === null) return [];
  if ('cells' in value && Array.isArray(value.cells)) return value.cells.slice(0, MOST_PARTS).flatMap(cellTexts);
  if ('sourcesContent' in value && Array.isArray(value.sourcesContent)) return sourcesOf(value.sourcesContent, 'sources' in value ? value.sources : undefined);
  return [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

function cellTexts(cell: unknown, at: number): TextInside[] {
  if (typeof cell !== 'object' || cell === null) return [];
  const name = `cell ${at + 1}`;
  const source = 'source' in cell ? joined(cell.source) : '';
  const outputs: unknown[] = 'outputs' in cell && Array.isArray(cell.outputs) ? cell.outputs : [];
  const printed = outputs.map(outputText).join('\n');
  return [...(source === '' ? [] : [{ name, text: source }]), ...(printed.trim() === '' ? [] : [{ name: `${name}, output`, text: printed }])];
}

function outputText(output: unknown): string {
  if (typeof output !== 'object' || output === null) return '';
  const data =
    'data' in output && typeof output.data === 'object' && output.data !== null && 'text/plain' in output.data ? joined(output.data['text/plain']) : '';
  return [data, 'text' in output ? joined(output.text) : '', 'traceback' in output ? joined(output.traceback) : ''].filter((text) => text !== '').join('\n');
}

/** Multi-line strings are lists of lines there. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('') : '';
}

function sourcesOf(contents: readonly unknown[], names: unknown): TextInside[] {
  return contents.slice(0, MOST_PARTS).flatMap((text, at) => {
    const name: unknown = Array.isArray(names) ? names[at] : undefined;
    return typeof text === 'string' && text !== '' ? [{ name: typeof name === 'string' && name !== '' ? name : `source ${at + 1}`, text }] : [];
  });
}
