import { expect, test } from 'vitest';
import { textsInside } from './text-inside.ts';

const notebook = {
  nbformat: 4,
  cells: [
    { cell_type: 'markdown', source: '# Title' },
    {
      cell_type: 'code',
      source: ['import os\n', 'key = "x"\n'],
      outputs: [
        { output_type: 'stream', text: ['printed\n'] },
        { output_type: 'display_data', data: { 'image/png': 'AAAA', 'text/plain': ['<Figure>'] } },
        { output_type: 'error', traceback: ['Boom'] },
      ],
    },
    { cell_type: 'code', source: [], outputs: [] },
    null,
  ],
};

test.each([
  [
    'a notebook',
    JSON.stringify(notebook),
    [
      { name: 'cell 1', text: '# Title' },
      { name: 'cell 2', text: 'import os\nkey = "x"\n' },
      { name: 'cell 2, output', text: 'printed\n\n<Figure>\nBoom' },
    ],
  ],
  [
    'a source map',
    JSON.stringify({ version: 3, sources: ['src/a.ts'], sourcesContent: ['a', null, 'c'], mappings: '' }),
    [
      { name: 'src/a.ts', text: 'a' },
      { name: 'source 3', text: 'c' },
    ],
  ],
  ['other JSON', '{"cells": 3}', []],
  ['no JSON', 'const a = 1;', []],
])('%s', (_, json, texts) => expect(textsInside(json)).toEqual(texts));
