import { expect, test } from 'vitest';
import { localIo } from '../../../test/repository/local-io.ts';
import { temporaryRepository } from '../../../test/repository/temporary-repository.ts';
import type { ZoneFiles } from '../../evidence/domain/zone-files.ts';
import type { Intent } from '../../model/intent.ts';
import { zoneFilesProbe } from './zone-files.ts';

async function look(files: Readonly<Record<string, string>>): Promise<ZoneFiles> {
  const repository = temporaryRepository(true);
  repository.write(files);
  const io = await localIo(repository.root);
  const intent = { domains: ['acme.test'] } as unknown as Intent;
  const { value } = await zoneFilesProbe.gather({ subject: { kind: 'repository', name: '.' }, given: {}, intent, io, signal: AbortSignal.timeout(15_000) });
  expect(zoneFilesProbe.fills.schema.fault(value, 'value')).toBeUndefined();
  return value as ZoneFiles;
}

test('zone files of the project’s domains are read, by what they say or how they are called', async () => {
  const { files } = await look({
    'dns/export.txt': ';; Domain:     acme.test.\n@\t1\tIN\tA\t203.0.113.1 ; cf_tags=cf-proxied:true\n',
    'dns/db.acme.test': '$TTL 1h\n@ IN A 203.0.113.1\n',
    'zones/other.example.zone': '$ORIGIN other.example.\n@ IN A 203.0.113.1\n',
    'test/acme.test.zone': '$ORIGIN acme.test.\n@ IN A 203.0.113.1\n',
    'notes.txt': 'the zone acme.test IN short\n',
  });
  expect(Object.fromEntries(files.map(({ path, flattens }) => [path, flattens]))).toEqual({ 'dns/db.acme.test': false, 'dns/export.txt': true });
});
