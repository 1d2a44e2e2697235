import { describe, expect, test } from 'vitest';
import { recordsAre, withoutRecords, withRecords } from './faults/dns.ts';
import { DOMAIN } from './healthy.ts';
import { KEY_RECORD, type MailScenario, runMailScenario, signed, SIGNER } from './mail-run.ts';

const AUTHENTICATION = 'email/received-authentication';
const SCENARIOS: readonly MailScenario[] = [
  { name: 'signed, aligned, own links', finds: [] },
  { name: 'unsigned', sends: { compose: undefined } as never, finds: [`${AUTHENTICATION}:unsigned`] },
  {
    name: 'signed for the sending service only',
    sends: { compose: signed({ ...SIGNER, domainName: 'amazonses.com' }) },
    changes: [recordsAre('resend._domainkey.amazonses.com.', 'TXT', KEY_RECORD)],
    finds: [`${AUTHENTICATION}:other-domain`],
  },
  {
    name: 'a relay adds a footer',
    sends: { compose: signed(SIGNER, (raw) => `${raw}\r\n-- \r\nSent by a careless relay\r\n`) },
    finds: [`${AUTHENTICATION}:body-changed`],
  },
  {
    name: 'SPF at the domain, the mail from a name below it',
    changes: [withoutRecords('send', 'TXT'), recordsAre('@', 'TXT', 'v=spf1 include:_spf.google.com include:amazonses.com ~all')],
    finds: [`${AUTHENTICATION}:spf-wrong-name`],
  },
  {
    name: 'the key at the doubled name',
    changes: [withoutRecords('resend._domainkey'), withRecords([`resend._domainkey.${DOMAIN}`, 'TXT', KEY_RECORD])],
    finds: [`${AUTHENTICATION}:key-misplaced`],
  },
  { name: 'from a free mailbox', sends: { from: 'acme.assist@gmail.com' }, finds: ['email/received-sender:free-mailbox'], unknown: [AUTHENTICATION] },
  { name: 'the link leads to the machine of the developer', origin: 'http://localhost:3000', finds: ['email/received-links:this-machine'] },
  {
    name: 'the mail is lost on the way',
    loses: true,
    flow: { withinMs: 300 },
    finds: ['email/received-arrival:never-arrived'],
    unknown: [AUTHENTICATION],
    outcome: 'silent',
  },
  {
    name: 'the app does not know the form',
    flow: { request: { url: `https://app.${DOMAIN}/api/forgotten`, method: 'POST', headers: {}, fields: {}, as: 'json' } },
    finds: [],
    unknown: ['email/received-arrival', AUTHENTICATION],
    outcome: 'not-asked',
  },
  { name: 'no consent', intent: { active: false }, finds: [], unknown: ['email/received-arrival'], outcome: 'not-asked' },
  { name: 'a host that is not ours', intent: { owned: [] }, finds: [], unknown: ['email/received-arrival'], outcome: 'not-asked' },
];

describe.concurrent('a password reset of Acme Assist, received and judged', () => {
  test.each(SCENARIOS.map((one) => [one.name, one] as const))('%s', async (_, scenario) => {
    const { assessment, outcomes } = await runMailScenario(scenario);
    const found = assessment.findings.filter((finding) => finding.class !== 'later').map(({ check, problem }) => `${check}:${problem}`);
    expect(found.toSorted()).toEqual(scenario.finds.toSorted());
    const unknown = assessment.verdicts.filter(({ outcome }) => outcome === 'unknown').map(({ check }) => check);
    expect(unknown).toEqual(expect.arrayContaining([...(scenario.unknown ?? [])]));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([scenario.outcome ?? 'arrived']);
  });

  test('the DKIM selector of a mail that came is learned from it, and its key judged by the audit', async () => {
    // The service makes up its selectors: nobody can guess them.
    const senders = [{ domain: DOMAIN, provider: 'amazon-ses', selectors: [], declared: true }];
    const learned = { intent: { senders }, finds: [], checks: ['email/dkim'] };
    const { verdicts } = await runMailScenario({ ...learned, name: '' });
    expect(verdicts).toMatchObject([{ check: 'email/dkim', outcome: 'pass' }]);
    const lost = await runMailScenario({ ...learned, name: '', loses: true, flow: { withinMs: 300 } });
    expect(lost.verdicts).toMatchObject([{ check: 'email/dkim', outcome: 'unknown' }]);
  });

  test('what is said of a good one', async () => {
    const { assessment } = await runMailScenario({ name: '', finds: [] });
    const proven = assessment.verdicts.find(({ check }) => check === AUTHENTICATION);
    expect(proven).toMatchObject({ outcome: 'pass', reason: `signed and aligned: password-reset by ${DOMAIN} (selector resend)` });
  });
});
