import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';
import { Refusal } from './dmarc-report-refusal.ts';

export interface RecordSpec {
  readonly address?: string;
  readonly count?: number | string;
  readonly disposition?: string;
  readonly dkimAligned?: boolean;
  readonly spfAligned?: boolean;
  readonly headerFrom?: string;
  readonly envelopeFrom?: string;
  readonly override?: { readonly type: string; readonly comment?: string };
  readonly dkim?: readonly { readonly domain: string; readonly selector?: string; readonly result: string }[];
  readonly spf?: { readonly domain: string; readonly result: string };
}
export interface ReportSpec {
  readonly organisation?: string;
  readonly id?: string;
  readonly domain?: string;
  readonly p?: string;
  /** Epoch seconds */
  readonly begin?: number;
  readonly end?: number;
  readonly records?: readonly RecordSpec[];
}

const SPRING = 1_795_046_400;

/** A report as Google writes it (RFC 7489). */
export function reportXml(spec: ReportSpec = {}): string {
  const { organisation = 'google.com', id = '1', domain = 'acme.example', p = 'none', begin = SPRING, end = begin + 86_399 } = spec;
  return `<?xml version="1.0" encoding="UTF-8" ?>
<feedback>
  <version>1.0</version>
  <report_metadata>
    <org_name>${organisation}</org_name>
    <email>noreply-dmarc-support@${organisation}</email>
    <report_id>${id}</report_id>
    <date_range><begin>${begin}</begin><end>${end}</end></date_range>
  </report_metadata>
  <policy_published>
    <domain>${domain}</domain><adkim>r</adkim><aspf>r</aspf><p>${p}</p><sp>${p}</sp><pct>100</pct>
  </policy_published>
${(spec.records ?? [{}]).map((record) => recordXml(record, domain)).join('\n')}
</feedback>
`;
}

function recordXml(record: RecordSpec, domain: string): string {
  const { address = '203.0.113.7', count = 1, disposition = 'none', dkimAligned = true, spfAligned = true, headerFrom = domain } = record;
  const { dkim = [{ domain, selector: 's1', result: 'pass' }], spf = { domain, result: 'pass' }, envelopeFrom, override } = record;
  const verdict = (passed: boolean): string => (passed ? 'pass' : 'fail');
  return `  <record>
    <row>
      <source_ip>${address}</source_ip>
      <count>${count}</count>
      <policy_evaluated>
        <disposition>${disposition}</disposition>
        <dkim>${verdict(dkimAligned)}</dkim>
        <spf>${verdict(spfAligned)}</spf>${override ? `<reason><type>${override.type}</type><comment>${override.comment ?? ''}</comment></reason>` : ''}
      </policy_evaluated>
    </row>
    <identifiers>${envelopeFrom === undefined ? '' : `<envelope_from>${envelopeFrom}</envelope_from>`}<header_from>${headerFrom}</header_from></identifiers>
    <auth_results>${dkim
      .map(
        (look) =>
          `<dkim><domain>${look.domain}</domain>${look.selector === undefined ? '' : `<selector>${look.selector}</selector>`}<result>${look.result}</result></dkim>`,
      )
      .join('')}
      <spf><domain>${spf.domain}</domain><scope>mfrom</scope><result>${spf.result}</result></spf>
    </auth_results>
  </record>`;
}

/** A zip archive with these files, deflated. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(label.length, 22);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    common.copy(entry, 6);
    entry.writeUInt32LE(offset, 42);
    directory.push(entry, label);
    local.push(Buffer.from([0x50, 0x4b, 3, 4]), common, label, packed);
    offset += 4 + common.length + label.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, list, end]);
}

/** A mail with one attachment, as report senders write it. */
export function mailWith(
  attachment: Uint8Array,
  { type = 'application/gzip', name = 'report.xml.gz' }: { readonly type?: string; readonly name?: string } = {},
): string {
  const body = Buffer.from(attachment).toString('base64').replaceAll(/.{76}/g, '$&\r\n');
  return [
    'From: noreply-dmarc-support@google.com',
    'To: dmarc@acme.example',
    'Subject: Report domain: acme.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed;',
    '\tboundary="=_b 1"',
    '',
    'This is a mail in MIME.',
    '--=_b 1',
    'Content-Type: text/plain; charset="us-ascii"',
    '',
    '<not a report> but text',
    '--=_b 1',
    `Content-Type: ${type}; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    body,
    '--=_b 1--',
    '',
  ].join('\r\n');
}

/** `code: reason` of a refusal, `read` when there was none; anything else that is thrown is thrown on. */
export function outcomeOf(work: () => unknown): string {
  try {
    work();
    return 'read';
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${error.message}`;
    throw error;
  }
}

/** Some copies of a text with up to `most` bytes changed, one in five cut off. */
export function* mutants(whole: readonly (string | Uint8Array)[], random: () => number, cases = 1000, most = 6): Generator<Buffer> {
  for (let round = 0; round < cases; round++) {
    const bytes = Buffer.from(whole[round % whole.length] ?? '');
    for (let change = Math.floor(random() * most); change >= 0; change--) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    yield random() < 0.2 ? bytes.subarray(Math.floor(random() * bytes.length)) : bytes;
  }
}
