import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { accepts, type Program, startProgram } from './program.ts';

export interface SigningSpec {
  readonly domain: string;
  readonly selector: string;
  /** PEM */
  readonly privateKey: string;
}

/** Starts OpenDKIM as a milter that signs mail from the domain and from below it. Needs root. */
export async function startOpendkim(spec: SigningSpec, folder: string): Promise<Program & { readonly port: number }> {
  const port = await freePort();
  const place = join(folder, 'opendkim');
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'key.pem'), spec.privateKey, { mode: 0o600 });
  const lines = [
    'Syslog no',
    'Mode s',
    `Domain ${spec.domain}`,
    'SubDomains yes',
    // The folder lies in a place that everybody may write to.
    'RequireSafeKeys no',
    `Selector ${spec.selector}`,
    `KeyFile ${join(place, 'key.pem')}`,
    'Canonicalization relaxed/simple',
    'OversignHeaders From',
    `Socket inet:${port}@127.0.0.1`,
    `PidFile ${join(place, 'pid')}`,
    'InternalHosts 127.0.0.1',
  ];
  const file = join(place, 'opendkim.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  return { port, ...(await startProgram('opendkim', ['-f', '-x', file], () => accepts(port))) };
}
