import { codeParsers } from './code-parsers.ts';
import { dnsParsers } from './dns-parsers.ts';
import type { FuzzedParser } from './fuzz.ts';
import { logParsers } from './log-parsers.ts';
import { mailParsers } from './mail-parsers.ts';
import { mailRecordParsers } from './mail-record-parsers.ts';
import { messageParsers } from './message-parsers.ts';
import { reportParsers } from './report-parsers.ts';
import { secretParsers } from './secret-parsers.ts';
import { tlsParsers } from './tls-parsers.ts';
import { webParsers } from './web-parsers.ts';

/** Every parser of `src/formats`, the readers of logs, and what reads text for the scanner of secrets. A new one gets one line in the file of its area. */
export const PARSERS: readonly FuzzedParser[] = [
  ...codeParsers,
  ...dnsParsers,
  ...logParsers,
  ...mailParsers,
  ...mailRecordParsers,
  ...messageParsers,
  ...reportParsers,
  ...secretParsers,
  ...tlsParsers,
  ...webParsers,
];

/** Files of `src/formats` that read nothing from outside by themselves, or only through another one of the table. */
export const NO_PARSERS: readonly string[] = [
  'certificate-path',
  'chat-dialect',
  'cut-over',
  'dmarc-ladder',
  'dmarc-report',
  'dmarc-report-refusal',
  'dmarc-report-rows',
  'dmarc-report-xml',
  'dns-question',
  'env-outputs',
  'hostile-origins',
  'integrity',
  'redaction-script',
  'spf-request',
  'tls-hello',
  'tlsa',
  'zone',
];
