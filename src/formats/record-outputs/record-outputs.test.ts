import { describe, expect, it } from 'vitest';
import { type DnsChange, RECORD_OUTPUT_NAMES, RECORD_OUTPUTS, zoneEdit } from './index.ts';

const long = `v=DKIM1; k=rsa; p=${'A'.repeat(300)}`;
const dns = (op: 'add' | 'remove', name: string, type: string, data: string): DnsChange => ({ kind: 'dns', op, name, type, ttl: 300, data });
const CHANGES = [
  dns('add', 'acme.example', 'TXT', '"v=spf1 include:a.example ~all"'),
  dns('remove', 'acme.example', 'TXT', '"v=spf1 +all"'),
  dns('add', 'S1._domainkey.acme.example.', 'TXT', long),
  dns('add', 'acme.example', 'MX', '10 mx.acme.example'),
  dns('add', 'www.acme.example', 'CNAME', 'acme.example'),
  dns('add', 'acme.example', 'CAA', '0 issue "letsencrypt.org"'),
];
const edit = zoneEdit('acme.example', CHANGES);
const print = (name: keyof typeof RECORD_OUTPUTS, of = edit): string => RECORD_OUTPUTS[name].print(of);

describe('an edit of a zone', () => {
  it('removes before it adds, and names what lies below the zone', () => {
    expect(edit.changes.map(({ op, label, type }) => `${op} ${label} ${type}`)).toEqual([
      'remove @ TXT',
      'add @ TXT',
      'add s1._domainkey TXT',
      'add @ MX',
      'add www CNAME',
      'add @ CAA',
    ]);
  });
  it('keeps what is asked twice once, and leaves out what cancels itself', () => {
    expect(zoneEdit('acme.example', [...CHANGES, ...CHANGES]).changes).toHaveLength(6);
    expect(zoneEdit('acme.example', [dns('remove', 'acme.example', 'A', '192.0.2.1'), dns('add', 'acme.example', 'A', '192.0.2.1')]).changes).toEqual([]);
  });
  it('refuses a name outside the zone', () => {
    expect(() => zoneEdit('acme.example', [dns('add', 'notacme.example', 'A', '192.0.2.1')])).toThrow(/not in the zone/);
  });
  it('refuses control characters, which would end a line', () => {
    expect(() => zoneEdit('acme.example', [dns('remove', 'acme.example', 'TXT', '"a\nb"')])).toThrow(/control character/);
  });
});

describe('outputs', () => {
  it('a zone file: absolute names, strings of at most 255, removals as comments', () => {
    const text = print('bind');
    expect(text).toContain('\nacme.example. 300 IN TXT "v=spf1 include:a.example ~all"\n');
    expect(text).toContain(';   acme.example. 300 IN TXT "v=spf1 +all"');
    expect(text).toContain('\nwww.acme.example. 300 IN CNAME acme.example.\n');
    expect(text).toContain('\nacme.example. 300 IN MX 10 mx.acme.example.\n');
    const strings = [...(/s1\._domainkey\.acme\.example\. 300 IN TXT (.*)/.exec(text)?.[1] ?? '').matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(strings.map(({ length }) => length)).toEqual([255, 63]);
    expect(strings.join('')).toBe(long);
  });
  it('a dynamic update names the one record that goes', () => {
    expect(print('nsupdate').split('\n').slice(0, 3)).toEqual([
      'zone acme.example.',
      'update delete acme.example. TXT "v=spf1 +all"',
      'update add acme.example. 300 TXT "v=spf1 include:a.example ~all"',
    ]);
  });
  it('a form: the relative name, the bare text, one field each for MX and CAA', () => {
    const text = print('form');
    expect(text).toContain('Add a record\n  Type:     TXT\n  Name:     @\n  Value:    v=spf1 include:a.example ~all\n');
    expect(text).toContain('  Name:     s1._domainkey    (not s1._domainkey.acme.example: the form adds acme.example)\n');
    expect(text).toContain('  Priority: 10\n  Value:    mx.acme.example\n');
    expect(text).toContain('  Flags:    0\n  Tag:      issue\n  Value:    letsencrypt.org\n');
    const route53 = print('form', zoneEdit('acme.example', CHANGES, { apex: '', quotesTxt: true }));
    expect(route53).toContain('  Name:     (leave empty)\n  Value:    "v=spf1 include:a.example ~all"\n');
  });
  it('dnscontrol: calls that are JavaScript', () => {
    const text = print('dnscontrol');
    expect(text).toContain('\nMX("@", 10, "mx.acme.example.", TTL(300)),\n');
    expect(text).toContain('\nCNAME("www", "acme.example.", TTL(300)),\n');
    expect(text).toContain(`\nTXT("s1._domainkey", "${long}", TTL(300)),\n`);
    const calls: unknown[][] = [];
    const names = ['TXT', 'MX', 'CNAME', 'CAA', 'TTL'];
    // Our own text, run as the configuration that it is to become part of.
    // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval
    new Function(...names, `[${text}]`)(
      ...names.map(
        (name) =>
          (...args: unknown[]) =>
            calls.push([name, ...args]),
      ),
    );
    expect(calls.filter(([name]) => name !== 'TTL')).toHaveLength(5);
  });
  it('Cloudflare: one batch whose JSON is whole', () => {
    const text = print('cloudflare');
    const body = /-d '(\{"deletes".*\})' \|/.exec(text)?.[1]?.replaceAll(`'"$GONE_1"'`, 'gone') ?? '';
    const batch = JSON.parse(body) as { deletes: unknown[]; posts: { type: string; content?: string }[] };
    expect(batch.deletes).toEqual([{ id: 'gone' }]);
    expect(batch.posts.map(({ type }) => type)).toEqual(['TXT', 'TXT', 'MX', 'CNAME', 'CAA']);
    expect(batch.posts[0]?.content).toBe('"v=spf1 include:a.example ~all"');
  });
  it('Terraform: template markers and quotes cannot leave their string', () => {
    // oxlint-disable-next-line no-template-curly-in-string
    const hostile = zoneEdit('acme.example', [dns('add', 'x.acme.example', 'TXT', '"${file(1)} %{ if } \\"end"')]);
    expect(print('terraform', hostile)).toContain('$${file(1)} %%{ if }');
    expect(print('terraform')).toMatch(/name +=\s"s1\._domainkey\.acme\.example"/);
    expect(print('terraform-route53')).toContain('""');
  });
  it.each(RECORD_OUTPUT_NAMES)('%s keeps hostile text inside its place', (name) => {
    const text = print(name, zoneEdit('acme.example', [dns('remove', 'acme.example', 'TXT', `"it's; rm -rf ~ \\"quoted\\""`)]));
    expect(text).not.toContain(`'it's`);
  });
  it('an announced certificate, in the fields that each tool names', () => {
    const tlsa = zoneEdit('acme.example', [dns('add', '_25._tcp.mx.acme.example', 'TLSA', '3 1 1 AB12')]);
    expect(print('bind', tlsa)).toContain('_25._tcp.mx.acme.example. 300 IN TLSA 3 1 1 ab12\n');
    expect(print('cloudflare', tlsa)).toContain('"data":{"usage":3,"selector":1,"matching_type":1,"certificate":"ab12"}');
    expect(print('dnscontrol', tlsa)).toContain('TLSA("_25._tcp.mx", 3, 1, 1, "ab12", TTL(300))');
  });
});
