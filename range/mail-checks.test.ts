import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, folderWith } from '../test/support/command.ts';
import { readArgs } from '../src/surfaces/cli/args.ts';
import { exitCodeOfPart } from '../src/surfaces/cli/gate.ts';
import { tmpdir } from 'node:os';
import { compose } from '../src/compose.ts';
import { audit } from '../src/verbs/audit.ts';
import { mailBut, type WorldChange } from './faults/change.ts';
import { recordsAre, resolverFails, withoutRecords, withRecords } from './faults/dns.ts';
import { DOMAIN } from './healthy.ts';
import { intentOf } from './scenario.ts';
import { startWorld } from './world.ts';

/* The validation script of the guide, docs/guide/mail-checks.md, as it stands there. */

const guide = readFileSync(join(import.meta.dirname, '../docs/guide/mail-checks.md'), 'utf8');
const [, script = ''] = /^npx launch-ready (audit .*)$/m.exec(guide) ?? [];
const words = script.split(' ');
const checks = [...(readArgs(words).values.get('only') ?? [])];

async function exitCode(...changes: readonly WorldChange[]): Promise<number> {
  const world = await startWorld(mailBut(...changes));
  try {
    const options = { intent: intentOf(world), selection: { checks }, archive: false, signal: AbortSignal.timeout(60_000) };
    return exitCodeOfPart((await audit(options, compose({ folder: tmpdir(), env: {} }))).assessment);
  } finally {
    await world.stop();
  }
}

test('the guide says the same script twice, and it looks at SPF, DKIM and DMARC', () => {
  expect(guide.split(`npx launch-ready ${script}`)).toHaveLength(3);
  expect(checks).toEqual(['email/spf', 'email/dkim', 'email/dmarc', 'email/dmarc-ladder']);
});

test.each<[string, number, readonly WorldChange[]]>([
  ['nothing changed', 0, []],
  ['SPF was entered a second time', 1, [withRecords(['@', 'TXT', 'v=spf1 -all'])]],
  ['the DKIM key was deleted', 1, [withoutRecords('resend._domainkey')]],
  ['DMARC was deleted', 1, [withoutRecords('_dmarc')]],
  ['DMARC was damaged', 1, [recordsAre('_dmarc', 'TXT', `v=DMARC1 p=reject; rua=mailto:dmarc@${DOMAIN}`)]],
  ['DNS does not answer', 3, [resolverFails({ name: `_dmarc.${DOMAIN}`, fault: 'servfail' })]],
])('D8: %s: exit code %i', async (_, code, changes) => {
  expect(await exitCode(...changes)).toBe(code);
});

test('the command itself: it fails with the change, writes the list, and passes once that is taken back', async () => {
  const broken = await startWorld(mailBut(withoutRecords('_dmarc')));
  const whole = await startWorld(mailBut());
  const config = ({ network, intentDefaults }: typeof whole): string => {
    const senders = (intentDefaults.senders ?? []).map(({ domain, provider, selectors }) => ({ domain, provider, selectors }));
    return JSON.stringify({
      project: 'acme',
      profile: 'internal-ops-launch',
      domains: [DOMAIN],
      hosts: [],
      mail: { senders },
      network: { ...network, trust: ['ca.pem'] },
    });
  };
  const { path, remove } = await folderWith({ 'broken.json': config(broken), 'whole.json': config(whole), 'ca.pem': whole.network.trust[0] ?? '' });
  try {
    const run = (file: string) => command([...words, '--quiet', '--out', '.', '--config', file], { cwd: path });
    const first = await run('broken.json');
    expect([first.code, readFileSync(join(path, 'mail.md'), 'utf8')]).toEqual([1, expect.stringContaining('has no DMARC record')]);
    const again = await run('whole.json');
    expect([again.code, readFileSync(join(path, 'mail.md'), 'utf8')]).toEqual([0, expect.not.stringContaining('- [ ]')]);
  } finally {
    await Promise.all([broken.stop(), whole.stop(), remove()]);
  }
}, 60_000);
