import { type ZoneFile, type ZoneFiles, zoneFiles } from '../../evidence/domain/zone-files.ts';
import { fileRole } from '../../formats/file-role.ts';
import { readMasterFile } from '../../formats/master-file.ts';
import { quote } from '../../model/text.ts';
import { defineProbe, type LookResult } from '../../ports/probe.ts';
import { readTexts } from '../deploy/read-texts.ts';

const MOST_FILES = 20;
const MOST_CHARACTERS = 1_000_000;
const PATH = /\.(?:zone|zonefile|bind|db|dns|txt)$|(?:^|\/)db\.[^/]+$|(?:^|\/)zones?\/[^/]+$/i;
const CONTENT = /^\$(?:ORIGIN|TTL)\b|^\S+\s+(?:\d+\w?\s+)?IN\s+(?:\d+\w?\s+)?(?:SOA|NS|A|AAAA|MX|TXT|CNAME)\s/im;

export const zoneFilesProbe = defineProbe({
  id: 'domain/zone-files',
  version: 1,
  title: 'reads zone files of the project’s domains in the repository',
  about: 'repository',
  needs: {},
  fills: zoneFiles,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ intent, io, signal }): Promise<LookResult<ZoneFiles>> {
    const { texts } = await readTexts(io, signal);
    const found = [...texts].flatMap(([path, read]) => (isCandidate(path) ? fileOf(path, read() ?? '', intent.domains) : []));
    const left = found.length - MOST_FILES;
    const limits = [
      ...(left > 0 ? [{ part: 'files', says: quote(`${left} more zone files were not read`) }] : []),
      ...found.filter(({ includes }) => includes).map(({ file }) => ({ part: 'files', says: quote(`${file.path} includes records that do not stand in it`) })),
    ];
    return { value: { files: found.slice(0, MOST_FILES).map(({ file }) => file) }, complete: limits.length === 0 || limits };
  },
});

function isCandidate(path: string): boolean {
  const role = fileRole(path);
  return PATH.test(path) && role !== 'test' && role !== 'example';
}

function fileOf(path: string, text: string, domains: readonly string[]): { readonly file: ZoneFile; readonly includes: boolean }[] {
  if (text.length > MOST_CHARACTERS || !CONTENT.test(text)) return [];
  const named = domains.find((domain) => path.toLowerCase().split('/').at(-1)?.includes(domain));
  const { origin, entries, unread, includes } = readMasterFile(text, named);
  if (origin === undefined || !domains.includes(origin)) return [];
  const optional = (value: string | undefined) => (value === undefined ? null : quote(value, 300));
  const file: ZoneFile = {
    path: quote(path, 300),
    origin,
    entries: entries.map(({ line, name, nameWritten, type, ttl, data, target, targetWritten }) => ({
      line,
      name: quote(name, 300),
      nameWritten: quote(nameWritten, 300),
      type,
      ttl: ttl ?? null,
      data: quote(data, 500),
      target: optional(target),
      targetWritten: optional(targetWritten),
    })),
    unread: unread.map(({ line, why, text: said }) => ({ line, why: quote(why, 200), text: quote(said, 200) })),
    flattens: /\bcf_tags=|^;; Domain:/m.test(text),
  };
  return [{ file, includes }];
}
