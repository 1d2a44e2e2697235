import type { ScanFinding, SecretScan } from '../../model/secret-scan.ts';
import { count } from '../../model/message.ts';
import { workflowCommand } from '../github.ts';
import { capital } from '../words.ts';
import { acceptedOf, placeOf, scannedOf } from './scan-text.ts';

/** GitHub shows this many annotations of a kind per step. */
const PER_KIND = 9;

/** Workflow commands that annotate the lines of a pull request, blockers first, and one that sums up. */
export function scanGithub(scan: SecretScan): string {
  const blockers = scan.findings.filter(({ level }) => level === 'blocker');
  const others = scan.findings.filter(({ level }) => level !== 'blocker');
  const shown = [...blockers.slice(0, PER_KIND), ...others.slice(0, PER_KIND)];
  const left = scan.findings.length - shown.length;
  const summary = [
    scan.findings.length === 0 ? 'No secret found.' : `${count(blockers.length, 'secret')} to replace, ${others.length} to look at.`,
    ...(left > 0 ? [`${left} more: launch-ready scan --format json`] : []),
    ...scan.notScanned.slice(0, 5).map((gap) => `Not scanned: ${gap}`),
    [acceptedOf(scan.accepted), scannedOf(scan)].filter((text) => text !== '').join(' '),
  ];
  const notice = workflowCommand(scan.notScanned.length > 0 ? 'warning' : 'notice', { title: 'Launch Ready scan' }, summary.join('\n'));
  return `${[...shown.map(annotation), notice].join('\n')}\n`;
}

function annotation(finding: ScanFinding): string {
  const { says, masked, id, places, history, level, allows, rotate, minutes } = finding;
  const [first] = places;
  const path = first?.path ?? history?.path ?? '';
  const since = history?.commit ? `In the git history since ${history.at?.slice(0, 10) ?? '?'}, commit ${history.commit.slice(0, 10)}.` : '';
  const body = [
    ...(first?.inside ? [`In ${placeOf(first)}`] : []),
    `Whoever has it can ${allows}.`,
    ...(since === '' ? [] : [since]),
    `Replace it (about ${minutes} min): ${rotate[0] ?? ''}`,
  ];
  const line = first && first.inside === null ? first.line : 1;
  return workflowCommand(
    level === 'blocker' ? 'error' : 'warning',
    { file: path, line: String(line), title: `${capital(says)} (${masked}, id ${id})` },
    body.join('\n'),
  );
}
