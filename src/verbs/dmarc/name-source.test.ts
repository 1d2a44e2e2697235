import { expect, test } from 'vitest';
import type { DmarcRow } from '../../formats/dmarc-report.ts';
import { quote } from '../../model/text.ts';
import { nameSource } from './name-source.ts';

type Look = readonly [domain: string, result: string, selector?: string];
interface Spec {
  readonly aligned?: boolean;
  readonly dkim?: readonly Look[];
  readonly spf?: Look;
  readonly override?: readonly [type: string, comment?: string];
}
const row = ({ aligned = false, dkim = [], spf, override }: Spec): DmarcRow => ({
  messages: 1,
  records: 1,
  addresses: [],
  headerFrom: 'acme.example',
  envelopeFrom: null,
  disposition: 'none',
  spfAligned: false,
  dkimAligned: aligned,
  overrides: override ? [{ type: override[0], comment: quote(override[1] ?? '') }] : [],
  dkim: dkim.map(([domain, result, selector]) => ({ domain, result, selector: selector ?? null })),
  spf: spf ? [{ domain: spf[0], result: spf[1] }] : [],
});
const OWN = 'acme.example';
const TOKEN = 'abcdefghijklmnopqrstuvwxyz234567';

test.each<readonly [Spec, string]>([
  // Services under the customer's name.
  [{ aligned: true, dkim: [[OWN, 'pass', 'google']], spf: [OWN, 'pass'] }, 'service Google Workspace'],
  [
    {
      aligned: true,
      dkim: [
        [OWN, 'pass', 'resend'],
        ['amazonses.com', 'pass', 'x'],
      ],
      spf: ['send.acme.example', 'pass'],
    },
    'service Resend',
  ],
  [
    {
      aligned: true,
      dkim: [
        [OWN, 'pass', TOKEN],
        ['amazonses.com', 'pass', 'x'],
      ],
      spf: ['eu-west-1.amazonses.com', 'pass'],
    },
    'service Amazon SES',
  ],
  [{ aligned: true, dkim: [[OWN, 'pass', 's1']], spf: ['em1234.acme.example', 'pass'] }, 'service Twilio SendGrid'],
  [{ aligned: true, dkim: [[OWN, 'pass', '20230101123456pm']], spf: ['pm.mtasv.net', 'pass'] }, 'service Postmark'],
  [{ aligned: true, dkim: [[OWN, 'pass', 'selector1']], spf: [OWN, 'pass'] }, 'service Microsoft 365'],
  // Services under their own name.
  [{ dkim: [['acme-example.20230601.gappssmtp.com', 'pass', '20230601']], spf: ['acme.example', 'softfail'] }, 'service Google Workspace'],
  [{ dkim: [['mcsv.net', 'pass', 'k1']], spf: ['mail1.rsgsv.net', 'pass'] }, 'service Mailchimp'],
  [{ spf: ['bounces.hubspotemail.net', 'pass'] }, 'service HubSpot'],
  // Its signature for the customer does not verify.
  [{ dkim: [[OWN, 'fail', 'resend']], spf: ['amazonses.com', 'pass'] }, 'service Resend'],
  [{ dkim: [[OWN, 'permerror', 's7']], spf: ['relay.unknown.example', 'pass'] }, 'own Servers of acme.example'],
  // The domain itself.
  [{ aligned: true, dkim: [[OWN, 'pass', 's7']], spf: [OWN, 'pass'] }, 'own Servers of acme.example'],
  [{ aligned: true, dkim: [[OWN, 'pass', 's7']], spf: ['mx.relay.example', 'pass'] }, 'own acme.example through relay.example'],
  // Passed on.
  [{ dkim: [[OWN, 'fail', 's7']], spf: ['bounce.lists.example', 'pass'] }, 'forwarder Passed on by lists.example'],
  [{ spf: ['gmail.com', 'pass'], override: ['forwarded'] }, 'forwarder Passed on by gmail.com'],
  [{ spf: [OWN, 'fail'], override: ['local_policy', 'arc=pass'] }, 'forwarder Forwarded mail'],
  [{ aligned: true, dkim: [[OWN, 'pass', 'google']], spf: ['lists.example', 'pass'], override: ['mailing_list'] }, 'service Google Workspace'],
  // Strangers: what failed is a claim, not a proof.
  [{ spf: ['sendgrid.net', 'fail'] }, 'stranger Senders that prove nothing'],
  [{ dkim: [[OWN, 'none']], spf: [OWN, 'fail'] }, 'stranger Senders that prove nothing'],
  [{ dkim: [['mail.shop.example', 'pass', 'x']], spf: [OWN, 'fail'] }, 'stranger shop.example'],
])('%j is %s', (spec, expected) => {
  const { kind, name } = nameSource(row(spec), OWN);
  expect(`${kind} ${name}`).toBe(expected);
});
