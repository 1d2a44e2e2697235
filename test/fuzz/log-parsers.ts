import { Buffer } from 'node:buffer';
import { badLines, goodLines, harmlessLines } from '../../range/logs/lines.ts';
import { secretRules } from '../../src/data/secret-rules.ts';
import { canariesOf, needlesOf } from '../../src/recognise/logs/canaries.ts';
import { needleSearch } from '../../src/recognise/logs/find-needles.ts';
import { logScanner } from '../../src/recognise/logs/scan-log.ts';
import { compileScanner } from '../../src/recognise/secrets/scanner.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const NOW = 1_764_563_264;
const scanner = compileScanner(secretRules);
const findSecrets = (block: Uint8Array) => scanner.scan(block);
const planted = canariesOf('00'.repeat(16));

export const logParsers: readonly FuzzedParser[] = [
  fuzzed({
    file: 'scan-log',
    name: 'logScanner',
    samples: [...Object.values(badLines(NOW)).map((lines) => lines.join('\n')), goodLines(3).join('\n'), ...harmlessLines()],
    read(text) {
      const log = logScanner({ findSecrets, now: NOW });
      const bytes = Buffer.from(text, 'latin1');
      log.push(bytes.subarray(0, bytes.length >> 1));
      log.push(bytes.subarray(bytes.length >> 1));
      return log.end();
    },
  }),
  fuzzed({
    file: 'find-needles',
    name: 'needleSearch',
    samples: [`GET /${planted.marker}?token=${planted.values['reset-token']}\n`, Buffer.from(planted.values.password).toString('base64')],
    read(text) {
      const search = needleSearch(needlesOf(planted));
      search.look(Buffer.from(text, 'latin1'), 1);
      return search.hits().map(({ line, times }) => ({ line, times }));
    },
  }),
];
