import type { Assessment } from '../model/assessment.ts';
import type { DomainMap, MapLine, MapTest } from '../model/domain-map.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { plain } from './plain.ts';
import { penFor, type Pen, type TerminalOptions } from './terminal/pen.ts';
import { OUTCOME_TITLES, sayInstant } from './words.ts';

const NAME_COLUMNS = 28;
const TYPE_COLUMNS = 13;

/** The domain and routing map in a terminal: what is set, what for, what tested it and when. */
export function domainMapText({ map, run }: Pick<Assessment, 'map' | 'run'>, options: TerminalOptions): string {
  const pen = penFor(options);
  const blocks = map.map(({ domain, lines }) => [pen.ink('bold', pen.text(domain)), ...lines.flatMap((line) => lineText(line, domain, pen))]);
  const none = map.length === 0 ? [['No domain was looked at.']] : [];
  return `${[...blocks, ...none, [pen.ink('dim', `Looked at ${sayInstant(run.at)}; behind each line the checks that judged it.`)]].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** One line with what judged it, wrapped. */
export function lineText(line: MapLine, domain: string, pen: Pen): string[] {
  const name = line.name === domain ? '@' : line.name.endsWith(`.${domain}`) ? line.name.slice(0, -domain.length - 1) : line.name;
  const head = `${pen.cut(pen.text(name), NAME_COLUMNS - 2).padEnd(NAME_COLUMNS)}${pen.text(line.type).padEnd(TYPE_COLUMNS)}`;
  const indent = ' '.repeat(4);
  const worst = line.tested.some(({ outcome }) => outcome === 'fail')
    ? 'fail'
    : line.tested.some(({ outcome }) => outcome === 'unknown')
      ? 'unknown'
      : line.tested.length > 0
        ? 'pass'
        : undefined;
  const mark =
    worst === 'fail'
      ? pen.ink('red', pen.glyphs.bad)
      : worst === 'unknown'
        ? pen.ink('yellow', pen.glyphs.unsure)
        : worst === 'pass'
          ? pen.ink('green', pen.glyphs.ok)
          : pen.glyphs.none;
  const about = `${plain(line.purpose)}${line.owner === null ? '' : `, ${plain(line.owner)}`}${line.ttl === null ? '' : `, TTL ${line.ttl} s`}; ${tested(line.tested)}`;
  return [
    `${mark} ${head}${pen.cut(pen.text(line.data), Math.max(20, pen.columns - NAME_COLUMNS - TYPE_COLUMNS - 2))}`,
    ...pen.wrap(pen.text(about), pen.columns - 4, 3).map((text) => pen.ink('dim', indent + text)),
  ];
}

/** `domain/caa, edge/certificate (failed)`: what passed has no word. */
function tested(tests: readonly MapTest[]): string {
  if (tests.length === 0) return 'not judged by a check';
  return tests.map(({ check, outcome }) => (outcome === 'pass' ? check : `${check} (${OUTCOME_TITLES[outcome]})`)).join(', ');
}

/** The same as a document of its own: the deliverable of MISSION B11. */
export function domainMapMarkdown({ map, run, target }: Assessment): string {
  return document([
    { lines: [`# Domain and routing map of ${inline(target.project)}`] },
    { lines: [`As seen on ${inline(sayInstant(run.at))}. Make it again with ${code('launch-ready audit --map')} after every change.`] },
    ...map.map(({ domain, lines }: DomainMap) => ({
      heading: `## ${inline(domain)}`,
      lines: ['| Name | Type | Value | For | Owner | Tested by | When |', '|---|---|---|---|---|---|---|', ...lines.map(row)],
    })),
  ]);
}

/** One line as a row of a table. */
export function row({ name, type, data, purpose, owner, ttl, tested: tests }: MapLine): string {
  const when = tests.flatMap(({ at }) => at ?? []).sort()[0];
  const value = `${code(data)}${ttl === null ? '' : ` (TTL ${ttl} s)`}`;
  const by = tests.map(({ check, outcome }) => `${code(check)} ${OUTCOME_TITLES[outcome]}`).join(', ');
  const cells = [code(name), code(type), value, inline(purpose), owner === null ? '' : inline(owner), by, when === undefined ? '' : inline(sayInstant(when))];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
