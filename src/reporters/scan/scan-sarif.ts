import type { ScanFinding, SecretScan } from '../../model/secret-scan.ts';
import { canonicalJson } from '../json.ts';
import { plain } from '../plain.ts';
import { capital } from '../words.ts';

/** SARIF 2.1.0 of a scan: a result per place in a file, a result at line 1 for what only the history has; what was not scanned is a tool notification. */
export function scanSarif(scan: SecretScan): string {
  const rules = [...Map.groupBy(scan.findings, ({ format }) => format)]
    .flatMap(([id, [first]]) => (first ? [ruleOf(id, first)] : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const index = new Map(rules.map(({ id }, at) => [id, at]));
  return canonicalJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Launch Ready', version: plain(scan.version) || 'unknown', rules } },
        automationDetails: { id: `launch-ready-scan/${encodeURIComponent(scan.sources.join('+').toWellFormed())}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: !scan.interrupted,
            toolExecutionNotifications: scan.notScanned.map((gap) => ({ level: 'warning', message: { text: message(`Not scanned: ${gap}`) } })),
          },
        ],
        results: scan.findings.flatMap((finding) => resultsOf(finding, index.get(ruleId(finding.format)) ?? -1)),
      },
    ],
  });
}

const ruleId = (format: string): string => `secret/${format}`;

function ruleOf(format: string, { says, allows, rotate, level }: ScanFinding) {
  return {
    id: ruleId(format),
    name: format.replaceAll(/[^A-Za-z0-9]/g, '_'),
    shortDescription: { text: message(capital(says)) },
    fullDescription: { text: message(`Whoever has it can ${allows}.`) },
    help: { text: rotate.map((step, at) => `${at + 1}. ${message(step)}`).join('\n') },
    defaultConfiguration: { level: levelOf(level) },
  };
}

const levelOf = (level: ScanFinding['level']): 'error' | 'warning' => (level === 'blocker' ? 'error' : 'warning');

function resultsOf(finding: ScanFinding, ruleIndex: number) {
  const { id, fingerprint, format, says, masked, level, places, history } = finding;
  const since = history?.commit ? `, in the history since ${history.at?.slice(0, 10) ?? '?'} (commit ${history.commit.slice(0, 10)})` : '';
  const where = places.length > 0 ? places : history ? [{ path: history.path, line: 1, inside: history.inside }] : [];
  return where.map(({ path, line, inside }) => ({
    ruleId: ruleId(format),
    ruleIndex,
    level: levelOf(level),
    message: { text: message(`${capital(says)} (${masked}, id ${id})${inside === null ? '' : `, in ${inside}`}${since}. ${finding.rotate[0] ?? ''}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: { startLine: inside === null ? line : 1 },
        },
      },
    ],
    // Of a value too weak for a fingerprint the id says no more than kind, file and length.
    partialFingerprints: { 'launchReadySecret/v1': fingerprint ?? id },
  }));
}

/** `[…](…)` is a link in SARIF messages and `{0}` a placeholder: neither may come from outside. */
function message(text: string): string {
  return plain(text)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d+\})/gu, '{ ');
}
