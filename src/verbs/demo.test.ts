import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { compose } from '../compose.ts';
import { openDemo, type Demo, type DemoMail } from './demo.ts';

const deps = () => {
  const real = compose({ folder: tmpdir(), env: {} });
  // Nothing of a demo run in a test is kept.
  return { ...real, store: { ...real.store, save: () => Promise.resolve({ file: '' }) } };
};

test('the demo shows every fault it names, a fix makes a difference, and nothing stays open', async () => {
  const mails: DemoMail[] = [];
  const demo: Demo = await openDemo({ signal: AbortSignal.timeout(120_000), onMail: (mail) => mails.push(mail) }, deps());
  const { url, intent } = demo;
  try {
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    await fetch(`${url}/api/forgot`, { method: 'POST', body: new URLSearchParams({ email: 'admin@acme.example' }) });
    expect(mails).toEqual([{ to: 'admin@acme.example', subject: 'Your new Acme password', link: expect.stringContaining(`${url}/reset?token=`) }]);
    expect((await fetch(mails[0]?.link ?? '')).status).toBe(200);
    const first = await demo.audit();
    expect(['fix-first', 'delay-24-hours']).toContain(first.decision.decision);
    const found = new Set(first.findings.map(({ check }) => check));
    expect(demo.fixes.filter(({ check }) => !found.has(check))).toEqual([]);
    const one = await demo.fix(['docs']);
    expect(one.comparison.fixed.map(({ check, subject }) => `${check}@${subject.name}`)).toContain('domain/host-resolves@docs.acme.example');
    expect(one.comparison.new).toEqual([]);
    const all = await demo.fix(['all']);
    expect(all.assessment.findings.filter((finding) => finding.class !== 'later').map(({ says }) => says)).toEqual([]);
    expect(all.comparison.unverified).toEqual([]);
    await expect(demo.fix(['nothing'])).rejects.toThrow('the demo has no fault "nothing"; it has dmarc');
  } finally {
    await demo.stop();
  }
  await expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed');
  await expect(stat(intent.repository?.path ?? '/')).rejects.toThrow('ENOENT');
}, 60_000);
