import { describe, expect, it } from 'vitest';
import { cutOver } from './cut-over.ts';
import type { DnsChange } from './record-outputs/index.ts';

const NOW = Date.UTC(2026, 10, 25, 8);
const change = (op: 'add' | 'remove', type: string, data: string, name = 'acme.example'): DnsChange => ({ kind: 'dns', op, name, type, ttl: 300, data });
const MOVE = [change('remove', 'A', '192.0.2.1'), change('add', 'A', '192.0.2.2')];
const after = (steps: readonly { readonly atMs: number }[]): number[] => steps.map(({ atMs }) => (atMs - NOW) / 1000);

describe('a cut-over', () => {
  it('of a record that is kept for a day: lower, wait a day, change, done five minutes later', () => {
    const { steps } = cutOver(MOVE, [{ name: 'acme.example', type: 'A', ttl: 86_400 }], 300, NOW);
    expect(after(steps)).toEqual([0, 86_400, 86_700]);
    expect(steps[0]?.says).toBe('lower the TTL to 300 s, nothing else: A of acme.example (now 86400 s)');
  });
  it('of a record that is kept for minutes: at once', () => {
    expect(after(cutOver(MOVE, [{ name: 'acme.example', type: 'A', ttl: 600 }], 300, NOW).steps)).toEqual([0, 600]);
  });
  it('of a text: nobody is led by it, so there is nothing to wait for before', () => {
    const texts = [change('remove', 'TXT', '"v=spf1 ?all"'), change('add', 'TXT', '"v=spf1 ~all"')];
    expect(after(cutOver(texts, [{ name: 'acme.example', type: 'TXT', ttl: 86_400 }], 300, NOW).steps)).toEqual([0, 86_400]);
  });
  it('of something new: seen everywhere once the absence is forgotten', () => {
    expect(after(cutOver([change('add', 'TXT', '"x"', '_dmarc.acme.example')], [], 900, NOW).steps)).toEqual([0, 900]);
  });
  it('says so when not every TTL was seen', () => {
    expect(cutOver(MOVE, [], null, NOW).steps.at(-1)?.says).toContain('not every TTL was seen');
  });
  it('the way back is the opposite, last change first', () => {
    expect(cutOver(MOVE, [], null, NOW).undo.map(({ op, data }) => `${op} ${data}`)).toEqual(['remove 192.0.2.2', 'add 192.0.2.1']);
  });
});
