import { type ZoneFileEntry, zoneFiles } from '../../evidence/domain/zone-files.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { faultsOf } from './zone-file-facts.ts';
import { STEPS, zoneFileProblems } from './zone-file-problems.ts';

const MOST_OF_A_KIND = 20;

export const zoneFile = defineCheck({
  id: 'domain/zone-file',
  rows: ['B10'],
  stage: 'domain',
  about: 'repository',
  title: 'A name server takes the zone files in the repository as they are meant',
  why: 'A name server refuses a zone for one bad line, or takes a name without its last dot for another one: after the import mail or the site is gone.',
  test: 'named-checkzone <domain> <file> (of BIND) says what a name server would',
  refs: ['RFC 1035 §5.1', 'RFC 1034 §3.6.2', 'RFC 2181 §5.2'],
  needs: { seen: one(zoneFiles) },
  maxAge: 'commit',
  problems: zoneFileProblems,
  judge({ seen }, { report }) {
    if (seen.files.length === 0) return report.notApplicable('the repository has no zone file of a domain of the config');
    for (const file of seen.files) {
      const line = ({ line: at, name, ttl, type, data }: ZoneFileEntry) => quote(`${at}: ${name} ${ttl ?? ''} ${type} ${data}`);
      const told = new Map<string, number>();
      for (const { line: at, why, text } of file.unread) {
        const proof = [{ says: 'It says:', lines: [text], location: { path: file.path, line: at } }];
        report.fail('unreadable', { file: file.path, line: at, because: why, proof, fix: { steps: STEPS.unreadable } });
      }
      for (const { problem, entries, what, sure } of faultsOf(file)) {
        const [first] = entries;
        const before = told.get(problem) ?? 0;
        told.set(problem, before + 1);
        if (!first || problem === 'unreadable' || before >= MOST_OF_A_KIND) continue;
        const proof = [{ says: 'The file says:', lines: entries.slice(0, 8).map(line), location: { path: file.path, line: first.line } }];
        const details = { file: file.path, line: first.line, at: first.name, what: quote(what, 200), proof, fix: { steps: STEPS[problem] } };
        report.fail(problem, { ...details, ...(!sure && { grade: 'inferred' as const }) });
      }
    }
    report.pass(seen.files.map(({ path, entries }) => `${path}: ${entries.length} records`).join('; '));
  },
});
