import { parseDkimKey } from '../../src/formats/dkim-key.ts';
import { isDmarc, parseDmarc, resemblesDmarc } from '../../src/formats/dmarc.ts';
import { type AuthResult, evaluateDmarc } from '../../src/formats/dmarc-evaluate.ts';
import { walkDmarc } from '../../src/formats/dmarc-walk.ts';
import { type Asking, type DnsAnswer, type DnsQuestion, driveNow, NOTHING } from '../../src/formats/dns-question.ts';
import { registrableName } from '../../src/formats/registrable-name.ts';
import { evaluateSpf } from '../../src/formats/spf-evaluate.ts';
import { clientDotted, clientText, reverseName, spfClient } from '../../src/formats/spf-client.ts';
import { compileSpf } from '../../src/formats/spf-compile.ts';
import { domainSpecFault, ip4Fault, ip6Fault } from '../../src/formats/spf-domain.ts';
import { mergeSpf } from '../../src/formats/spf-edit.ts';
import { domainValues, fillDomainSpec, macroFault } from '../../src/formats/spf-macro.ts';
import { isSpf, parseSpf, printSpf, resemblesSpf } from '../../src/formats/spf.ts';
import { walkSpf } from '../../src/formats/spf-walk.ts';
import { parseTagList } from '../../src/formats/tag-list.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const SPF = [
  'v=spf1 include:_spf.google.com include:amazonses.com ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all',
  'v=spf1 a mx/24//64 ptr:example.com exists:%{ir}.%{v}._spf.%{d2} redirect=_spf.%{o} exp=why.%{d}',
  'v=spf1 a:%{l1r-}.x.example mx:mail.example.com//48 ?include:%{h} -all moo=%%%_%-',
  'v=spf1 redirect=loop.example',
  '"v=spf1 include:a.example, ipv4:192.0.2.1, include=b.example -all"',
];
const DMARC = [
  'v=DMARC1; p=none; rua=mailto:dmarc@example.com,mailto:x@vendor.example!10m; ruf=mailto:f@example.com; fo=1:d:s',
  'v=DMARC1; p=quarantine; sp=reject; np=reject; psd=n; t=y; adkim=s; aspf=r; pct=50; rf=afrf; ri=86400',
];
const DKIM = [
  'v=DKIM1; k=rsa; h=sha256; t=s:y; s=email; n=note; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMFmPyqxBkWwbxSTKDCEtBZdbKTBc7bvJmR9ZvFwbOaHkwOhzmnmlQKBaOBzLFSm1hJPZBz6ZFyC1Q7xlYHSVJECAwEAAQ==',
  'k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
  'v=DKIM1; p=',
];

/**
 * Drives a procedure that asks DNS with answers taken from the input: its lines are the texts, dealt out by name. Says what came out and how much was asked.
 */
export function asked<T>(procedure: Asking<T>, input: string): { said: T; questions: number } {
  const lines = input.split('\n').slice(0, 50);
  let questions = 0;
  const answer = ({ name, type }: DnsQuestion): DnsAnswer => {
    questions += 1;
    if (questions > 400) throw new Error('asks without end');
    const at = (name.length * 7 + questions) % (lines.length + 2);
    const text = lines[at];
    if (text === undefined) return { ...NOTHING, status: at === lines.length ? 'nxdomain' : 'unknown' };
    if (type === 'TXT') return { ...NOTHING, status: 'ok', texts: [text, ...(at % 5 === 4 ? [input] : [])] };
    const words = text.split(/[ :=]/).slice(0, 200);
    if (type === 'MX') return { ...NOTHING, status: 'ok', exchanges: words.map((exchange, preference) => ({ preference, exchange })) };
    return { ...NOTHING, status: 'ok', addresses: words, names: words };
  };
  return { said: driveNow(procedure, answer), questions };
}

const lower = (text: string): string => text.slice(0, 300).toLowerCase();

export const mailParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'spf', name: 'parseSpf', samples: SPF, read: parseSpf, faults: ({ faults }) => faults }),
  fuzzed({ file: 'spf', name: 'printSpf', samples: SPF, read: (text) => printSpf(parseSpf(text).terms) }),
  fuzzed({ file: 'spf', name: 'isSpf', samples: SPF, read: (text) => [isSpf(text), resemblesSpf(text)] }),
  fuzzed({ file: 'spf-compile', name: 'compileSpf', samples: SPF, read: compileSpf }),
  fuzzed({ file: 'spf-edit', name: 'mergeSpf', samples: SPF, read: (text) => mergeSpf(text.split('\n'), ['_spf.example.com']) }),
  fuzzed({
    file: 'spf-domain',
    name: 'domainSpecFault',
    samples: ['_spf.%{d2}', 'a.example.com.'],
    read: domainSpecFault,
    faults: (fault) => (fault ? [{ at: fault.offset }] : []),
  }),
  fuzzed({ file: 'spf-domain', name: 'ipFaults', samples: ['192.0.2.1', '2001:db8::192.0.2.1'], read: (text) => [ip4Fault(text), ip6Fault(text)] }),
  fuzzed({
    file: 'spf-macro',
    name: 'macroFault',
    samples: ['%{ir}.%{v}.%{d2}', '%{l1r-+,}%%%_%- x'],
    read: (text) => macroFault(text, 'explanation'),
    faults: (fault) => (fault ? [{ at: fault.offset }] : []),
  }),
  fuzzed({
    file: 'spf-macro',
    name: 'fillDomainSpec',
    samples: ['%{dr}.%{o2}.%{D1-}.x', '%{d}'.repeat(90)],
    read: (text) => fillDomainSpec(text, domainValues(lower(text), lower(text))),
  }),
  fuzzed({
    file: 'spf-client',
    name: 'spfClient',
    samples: ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1'],
    read: (text) => {
      const client = spfClient(text);
      return client && [clientText(client), clientDotted(client), reverseName(client)];
    },
  }),
  fuzzed({
    file: 'spf-evaluate',
    name: 'evaluateSpf',
    samples: [SPF.join('\n'), ...SPF],
    read: (text) =>
      asked(
        evaluateSpf({
          ip: text.length % 2 ? '192.0.2.1' : '2001:db8::1',
          mailFrom: `${text.slice(9, 40)}@a.example`,
          helo: text.slice(0, 90),
          mostVoids: text.length % 9,
        }),
        text,
      ),
  }),
  fuzzed({
    file: 'spf-evaluate',
    name: 'evaluateSpf request',
    samples: ['192.0.2.1\nann@example.com\nmail.example.com', '2001:db8::1\n\n[192.0.2.1]'],
    read: (text) => {
      const [ip = '', mailFrom = '', helo = ''] = text.split('\n');
      return asked(evaluateSpf({ ip, mailFrom, helo }), 'v=spf1 exists:%{S}.%{H}.x -all exp=%{l}.x\n%{s} %{h}');
    },
  }),
  fuzzed({ file: 'spf-walk', name: 'walkSpf', samples: [SPF.join('\n'), ...SPF], read: (text) => asked(walkSpf('a.example'), text) }),
  fuzzed({ file: 'dmarc', name: 'parseDmarc', samples: DMARC, read: parseDmarc }),
  fuzzed({ file: 'dmarc', name: 'isDmarc', samples: DMARC, read: (text) => [isDmarc(text), resemblesDmarc(text)] }),
  fuzzed({
    file: 'dmarc-walk',
    name: 'walkDmarc',
    samples: [DMARC.join('\n'), 'a.b.c.d.e.f.g.h.i.example'],
    read: (text) => asked(walkDmarc(lower(text)), text),
  }),
  fuzzed({
    file: 'dmarc-evaluate',
    name: 'evaluateDmarc',
    samples: [`pass\nmail.example.com\n${DMARC.join('\n')}`],
    read: (text) => {
      const [result = '', domain = ''] = text.split('\n');
      const said = { result: result as AuthResult, domain };
      return asked(evaluateDmarc({ fromDomain: lower(text), spf: said, dkim: [{ ...said, selector: 'a' }] }), text);
    },
  }),
  fuzzed({ file: 'dkim-key', name: 'parseDkimKey', samples: DKIM, read: parseDkimKey }),
  fuzzed({ file: 'registrable-name', name: 'registrableName', samples: ['a.b.co.uk', 'x.example.'], read: registrableName }),
  fuzzed({ file: 'tag-list', name: 'parseTagList', samples: [...DMARC, ...DKIM], read: parseTagList }),
];
