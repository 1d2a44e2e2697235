import { type InventoryPlace, type InventoryRow, SECRET_STATES, type SecretInventory, type SecretState } from '../model/secret-inventory.ts';
import { code, inline } from './markdown/escape.ts';
import { document } from './markdown/sections.ts';
import { penFor, type Pen, type Style, type TerminalOptions } from './terminal/pen.ts';
import { count, sayInstant } from './words.ts';

const OPEN: ReadonlySet<SecretState> = new Set(['leaked', 'dead-in-use', 'replaced']);
const ROWS_SHOWN = 8;
const PLACES_SHOWN = 4;
const NAMES_SHOWN = 12;

const STATE_WORDS: Readonly<Record<SecretState, readonly [says: string, style: Style]>> = {
  leaked: ['LEAKED', 'boldRed'],
  'dead-in-use': ['DEAD, STILL IN USE', 'boldRed'],
  replaced: ['REPLACED, OLD ONE NOT PROVEN DEAD', 'boldYellow'],
  rotated: ['ROTATED', 'boldGreen'],
  safe: ['SAFE', 'boldGreen'],
  harmless: ['HARMLESS', 'bold'],
};
const PLACE_WORDS: Readonly<Record<string, string>> = {
  file: 'file',
  history: 'git history',
  settings: 'settings file',
  build: 'built for the browser',
  deployed: 'handed to every visitor',
  'ci-log': 'build log',
  log: 'log',
};

/** Every secret and how it stands, for people: what needs work in full, the rest as a count. */
export function secretInventoryText(inventory: SecretInventory, options: TerminalOptions): string {
  const pen = penFor(options);
  const open = inventory.rows.filter(({ state }) => OPEN.has(state));
  const parts = [
    [headline(inventory, open, pen)],
    ...open.slice(0, ROWS_SHOWN).map((row) => rowLines(row, pen)),
    ...(open.length > ROWS_SHOWN ? [[pen.ink('dim', `${open.length - ROWS_SHOWN} more: --markdown shows all`)]] : []),
    tailLines(inventory, pen),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headline({ project, rows, named }: SecretInventory, open: readonly InventoryRow[], pen: Pen): string {
  const known = `${count(rows.length, 'secret')} seen, ${named.length} more known by name`;
  const [style, glyph] = open.length > 0 ? (['boldRed', pen.glyphs.bad] as const) : (['boldGreen', pen.glyphs.ok] as const);
  const states = SECRET_STATES.flatMap((state) => {
    const of = rows.filter((row) => row.state === state).length;
    return of === 0 ? [] : [`${of} ${STATE_WORDS[state][0].toLowerCase()}`];
  });
  return `${pen.ink(style, glyph)} ${pen.ink('bold', pen.text(`Secrets of ${project}: ${known}`))}${states.length > 0 ? pen.ink('dim', ` (${states.join(', ')})`) : ''}`;
}

function rowLines(row: InventoryRow, pen: Pen): string[] {
  const [says, style] = STATE_WORDS[row.state];
  const owner = row.owner === null ? 'nobody named (config: secretOwners)' : row.owner;
  const lines = (text: string, most = 2, indent = 2): string[] =>
    pen.wrap(pen.text(text), pen.columns - indent, most).map((line) => `${' '.repeat(indent)}${line}`);
  const shown = row.places.slice(0, PLACES_SHOWN);
  return [
    `${pen.ink(style, says)}  ${pen.ink('bold', pen.text(`${row.what} ${row.masked}`))}  ${pen.ink('dim', `id ${row.id}`)}`,
    ...lines(`${row.because}.`),
    ...shown.flatMap((place) => lines(`${pen.glyphs.dot} ${sayPlace(place)}`, 1, 4)),
    ...(row.places.length > shown.length ? lines(`${pen.glyphs.dot} ${count(row.places.length - shown.length, 'more place')}`, 1, 4) : []),
    ...lines(`Owner: ${owner}`, 1),
    ...row.steps.flatMap((step, at) => pen.wrap(pen.text(step), pen.columns - 5, 3).map((line, index) => `  ${index === 0 ? `${at + 1}.` : '  '} ${line}`)),
  ];
}

function sayPlace({ kind, where, line, commit, firstSeen, goneSince, variable }: InventoryPlace): string {
  const at = `${where}${line === null ? '' : `:${line}`}${variable === null ? '' : ` (${variable})`}`;
  const since = `since ${firstSeen.slice(0, 10)}${commit === null ? '' : `, commit ${commit.slice(0, 8)}`}`;
  return `${PLACE_WORDS[kind] ?? kind}: ${at}, ${since}${goneSince === null ? '' : `, gone since ${goneSince.slice(0, 10)}`}`;
}

function tailLines({ rows, named, notLooked }: SecretInventory, pen: Pen): string[] {
  const lines = (text: string, most = 3): string[] => pen.wrap(pen.text(text), pen.columns, most);
  const names = named.map(({ variable }) => variable);
  const unowned = [...rows.filter(({ state, owner }) => state !== 'harmless' && owner === null), ...named.filter(({ owner }) => owner === null)].length;
  const askable = rows.some(({ state, answer }) => (state === 'leaked' || state === 'replaced') && answer === null);
  return [
    ...(names.length > 0
      ? lines(`Known by name: ${names.slice(0, NAMES_SHOWN).join(', ')}${names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : ''}`)
      : []),
    ...(unowned > 0 ? lines(`Nobody answers for ${unowned} of them: name them in the config, secretOwners: { VARIABLE: 'person' }.`) : []),
    ...(notLooked.length > 0 ? lines(`Not looked at: ${notLooked.join('; ')}`) : []),
    ...(askable ? lines('Next: launch-ready secrets --verify asks the providers whether they still take the leaked values (one reading request each).') : []),
  ];
}

/** The whole inventory as one Markdown document, for the hand-over (MISSION E11, N4). */
export function secretInventoryMarkdown({ project, at, rows, named, notLooked }: SecretInventory): string {
  return document([
    { lines: [`# Secrets of ${inline(project) || 'this project'}`] },
    { lines: [`As of ${inline(sayInstant(at))}. No value stands in here; made by ${code('launch-ready secrets --markdown')}.`] },
    {
      heading: '## Values that were seen',
      lines: [
        '| State | What | Value | Variables | Owner | Rotated | Id |',
        '|---|---|---|---|---|---|---|',
        ...rows.map(
          (row) =>
            `| ${STATE_WORDS[row.state][0].toLowerCase()} | ${inline(row.what)} | ${inline(row.masked)} | ${inline(row.variables.join(', '))} | ${inline(row.owner ?? 'nobody named')} | ${row.rotatedAt?.slice(0, 10) ?? ''} | ${code(row.id)} |`,
        ),
      ],
    },
    ...rows
      .filter(({ places }) => places.length > 0)
      .map((row) => ({
        heading: `### ${code(row.id)} ${inline(row.what)}`,
        lines: [
          `${inline(row.because)}.`,
          '',
          ...row.places.map((place) => `- ${inline(sayPlace(place))}`),
          ...(row.steps.length > 0 ? ['', ...row.steps.map((step, index) => `${index + 1}. ${inline(step)}`)] : []),
        ],
      })),
    {
      heading: '## Known by name only',
      lines: [
        '| Variable | Owner | Made anew at | Used in |',
        '|---|---|---|---|',
        ...named.map(
          ({ variable, owner, rotateAt, usedIn }) =>
            `| ${code(variable)} | ${inline(owner ?? 'nobody named')} | ${inline(rotateAt ?? 'the service that gave it out')} | ${inline(usedIn.join(', '))} |`,
        ),
      ],
    },
    ...(notLooked.length > 0 ? [{ heading: '## Not looked at', lines: notLooked.map((what) => `- ${inline(what)}`) }] : []),
  ]);
}
