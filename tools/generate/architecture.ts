import { readFileSync } from 'node:fs';
import { FOLDERS } from '../folders.ts';
import type { Generated } from '../generate.ts';

/** docs/ARCHITECTURE.md: the prose of tools/architecture.md around the import table that the architecture test enforces. */
export function architecture(): Generated[] {
  const prose = readFileSync('tools/architecture.md', 'utf8');
  const table = [
    '| folder | does | may not | imports | node: | npm packages |',
    '|---|---|---|---|---|---|',
    ...FOLDERS.map(
      ({ name, does, mayNot, imports, node, packages }) =>
        `| \`${name}\` | ${does} | ${mayNot} | ${imports.join(', ')} | ${node.join(', ')} | ${packages.join(', ')} |`,
    ),
  ].join('\n');
  return [{ path: 'docs/ARCHITECTURE.md', text: prose.replace('{{FOLDERS}}', table) }];
}
