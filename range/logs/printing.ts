import { gzipSync } from 'node:zlib';
import type { LogKind, LogSource } from '../../src/model/intent.ts';

/** A log that a program prints, so that a world needs no files. */
export function printed(name: string, lines: readonly string[], kind: LogKind = 'app'): LogSource {
  const packed = gzipSync(`${lines.join('\n')}\n`).toString('base64');
  return {
    name,
    kind,
    from: { type: 'command', command: [process.execPath, '-e', `process.stdout.write(require('zlib').gunzipSync(Buffer.from('${packed}', 'base64')))`] },
  };
}
