import { expect, test } from 'vitest';
import { howToMarkdown } from '../src/reporters/how-to.ts';
import { howToOf } from '../src/verbs/how-to.ts';
import { DOMAIN, healthy } from './healthy.ts';
import { auditWorld } from './scenario.ts';
import { startWorld } from './world.ts';

test('how to change DNS, SPF, DKIM and DMARC, at the companies that this project uses', async () => {
  const world = await startWorld(healthy());
  const run = await auditWorld(world);
  await world.stop();
  const made = howToOf(run);
  const chapter = (title: string) => made.chapters.find((one) => one.title === `${title} of ${DOMAIN}`);
  expect(chapter('Change or repair DNS')).toMatchObject({ steps: expect.arrayContaining([expect.stringContaining('Sign in at Cloudflare')]) });
  expect(chapter('Change or repair DNS')?.now.join(' ')).toMatch(/ada\.ns\.cloudflare\.com.*Registrar: Example Names; the registration ends \d{4}/);
  expect(chapter('Update SPF')?.now.join(' ')).toContain(`${DOMAIN}: v=spf1`);
  expect(chapter('Update SPF')?.steps.join(' ')).toContain('include:_spf.google.com');
  expect(chapter('Update or rotate DKIM')?.now.join(' ')).toContain(`resend._domainkey.${DOMAIN} (rsa`);
  expect(chapter('Update or rotate DKIM')?.steps.join(' ')).toContain('Resend: ask for a new key at');
  expect(chapter('Update DMARC')?.now.join(' ')).toContain(`_dmarc.${DOMAIN}: v=DMARC1`);
  const document = howToMarkdown(made);
  expect(document).toContain(`## Update SPF of \`${DOMAIN}\``);
  expect(document.split('\n').filter((line) => line.startsWith('## '))).toHaveLength(made.chapters.length);
});
