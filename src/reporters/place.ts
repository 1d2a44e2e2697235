import type { Assessment } from '../model/assessment.ts';
import type { Finding } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';
import { subjectKey } from '../model/subject.ts';
import { plain } from './plain.ts';

/** A line of a file in the repository. */
export interface Place {
  /** Relative path with `/`. */
  readonly path: string;
  readonly line: number;
}

/** Where a finding is shown in code: the file it was seen in, else the line of the config that declares its subject, else the first line of the config or the README. */
export function placeOf(finding: Finding, assessment: Assessment): Place {
  for (const { location } of finding.proof) {
    const path = location && relativePath(location.path);
    if (path) return { path, line: lineNumber(location.line) };
  }
  return placeOfSubject(finding.subject, assessment);
}

/** The line of the config that declares a subject; the first line of the config or the README when none does. */
export function placeOfSubject(subject: Subject, { target, configLines, inventory, subjects, run }: Assessment): Place {
  const path = target.configFile === null ? undefined : relativePath(target.configFile);
  if (!path) return { path: 'README.md', line: 1 };
  const lines = new Map(Object.entries(configLines));
  const declared = inventory.filter((host) => host.declared).map((host) => host.name);
  const names = [subject.name, ...(subject.kind === 'domain' ? subjects.filter((one) => one.parent === subjectKey(subject)).map((one) => one.name) : [])];
  const at = names.map((name) => declared.indexOf(name)).find((index) => index >= 0) ?? -1;
  const keys = [
    subjectKey(subject),
    ...(at < 0 ? [] : [`environments.${run.environment}.hosts[${at}]`, `hosts[${at}]`]),
    ...(subject.kind === 'domain' ? ['domains', 'hosts'] : subject.kind === 'repository' ? ['repository'] : subject.kind === 'host' ? ['hosts'] : []),
    'project',
  ];
  return { path, line: lineNumber(keys.map((key) => lines.get(key)).find((line) => line !== undefined)) };
}

function lineNumber(line: number | undefined): number {
  return line !== undefined && Number.isSafeInteger(line) && line > 0 ? line : 1;
}

/** A path below the root of the repository, or nothing when it leads elsewhere. */
function relativePath(path: string): string | undefined {
  const parts = plain(path).split('/');
  const fine = parts.every((part) => part !== '' && part !== '..' && part !== '.');
  return fine ? parts.join('/') : undefined;
}
