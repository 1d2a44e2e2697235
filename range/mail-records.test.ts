import { expect, test } from 'vitest';
import { mailRecords } from '../src/reporters/mail-records.ts';
import { mailBut } from './faults/change.ts';
import { withoutRecords } from './faults/dns.ts';
import { mtaSts, OWN_MX, ownMail, tlsReports } from './faults/mail.ts';
import { DOMAIN } from './healthy.ts';
import { runScenario } from './scenario.ts';
import { startWorld } from './world.ts';

test('D10: the records that are published, each verified, and the list to tick off', async () => {
  const { assessment } = await runScenario(mailBut(ownMail({}), tlsReports, mtaSts('enforce', OWN_MX), withoutRecords('resend._domainkey')), startWorld);
  const text = mailRecords(assessment);
  for (const [name, check] of [
    [DOMAIN, 'email/spf'],
    [`send.${DOMAIN}`, 'email/spf'],
    [`google._domainkey.${DOMAIN}`, 'email/dkim'],
    [`_dmarc.${DOMAIN}`, 'email/dmarc'],
    [`_mta-sts.${DOMAIN}`, 'email/mta-sts'],
    [`_smtp._tls.${DOMAIN}`, 'email/tls-rpt'],
  ] as const)
    expect(text).toMatch(new RegExp(`^\\| \`${name.replaceAll('.', '\\.')}\` \\| \`TXT\` \\| .* \\| .*\`${check}\` .* \\| \\S+.* \\|$`, 'm'));
  expect(text).toMatch(/^\| `acme\.example` \| `MX` \| `10 mx1\.acme\.example`/m);
  expect(text).toMatch(/^- \[x\] SPF says which services may send mail for the domain `email\/spf`, \S+/m);
  expect(text).toMatch(/^- \[ \] The DKIM keys .* \(failed\) `email\/dkim`.*\n {2}- The DKIM key of Resend for `acme\.example` is not published/m);
  expect(text).toMatch(/^- \[ \] .*\(not checked: .*\) `email\/received-arrival`/m);
  expect(text).toMatch(/^- The brand picture of mail.* \(does not apply: .*\) `email\/bimi`/m);
});
