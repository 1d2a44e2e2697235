import { bimiPictureFaults, isBimi, parseBimi } from '../../src/formats/bimi.ts';
import { isDkimKey, repairedDkimKey } from '../../src/formats/dkim-key.ts';
import { coversMx, isMtaSts, parseMtaStsPolicy, parseMtaStsRecord } from '../../src/formats/mta-sts.ts';
import { isTlsRpt, parseTlsRpt } from '../../src/formats/tls-rpt.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const DKIM = [
  'v=dkim1; k=rsa; p="MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMFmPyqx" "BkWwbxSTKDCEtBZd=="',
  'k=ed25519;; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=; v=DKIM1',
];
const STS = ['v=STSv1; id=20261125T000000;', 'version: STSv1\r\nmode: enforce\r\nmx: mail.acme.example\r\nmx: *.acme.example\r\nmax_age: 604800\r\n'];
const SVG = '<svg version="1.2" baseProfile="tiny-ps" viewBox="0 0 1 1"><title>Acme</title><use href="#a"/></svg>';

/** Records and files of mail beside SPF, DMARC and DKIM keys. */
export const mailRecordParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'dkim-key', name: 'repairedDkimKey', samples: DKIM, read: (text) => [isDkimKey(text), repairedDkimKey(text)] }),
  fuzzed({ file: 'mta-sts', name: 'parseMtaStsRecord', samples: STS, read: parseMtaStsRecord, faults: ({ faults }) => faults }),
  fuzzed({ file: 'mta-sts', name: 'parseMtaStsPolicy', samples: STS, read: parseMtaStsPolicy }),
  fuzzed({
    file: 'mta-sts',
    name: 'coversMx',
    samples: ['*.acme.example', 'mail.acme.example.'],
    read: (text) => [isMtaSts(text), coversMx(text, 'mail.acme.example'), coversMx('*.acme.example', text)],
  }),
  fuzzed({
    file: 'tls-rpt',
    name: 'parseTlsRpt',
    samples: ['v=TLSRPTv1; rua=mailto:a@acme.example,https://acme.example/x'],
    read: (text) => ({ ...parseTlsRpt(text), is: isTlsRpt(text) }),
    faults: ({ faults }) => faults,
  }),
  fuzzed({
    file: 'bimi',
    name: 'parseBimi',
    samples: ['v=BIMI1; l=https://acme.example/a.svg; a=https://acme.example/b.pem'],
    read: (text) => ({ ...parseBimi(text), is: isBimi(text) }),
    faults: ({ faults }) => faults,
  }),
  fuzzed({ file: 'bimi', name: 'bimiPictureFaults', samples: [SVG], read: bimiPictureFaults }),
];
