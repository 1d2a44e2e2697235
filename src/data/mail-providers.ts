/*
 * Mail services and what they ask of their customers' DNS. Licence of this table: Apache-2.0, written by us from the services' public set-up pages.
 * Refresh: compare each entry with the page named in `source` and set its `date`; entries older than 12 months are due.
 */
import type { MailProvider } from '../model/mail-provider.ts';

const NO_SPF = { places: [], include: null } as const;

export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    id: 'google-workspace',
    title: 'Google Workspace',
    kind: 'mailbox',
    spf: { places: ['@'], include: '_spf.google.com', includes: ['_spf.google.com'] },
    dkim: { selectors: ['google'], fixed: false, record: 'TXT', looksLike: 'v=DKIM1; k=rsa; p=MII…' },
    mx: ['smtp.google.com', 'aspmx.l.google.com', 'googlemail.com'],
    where: 'admin.google.com → Apps → Google Workspace → Gmail → Authenticate email',
    source: 'https://support.google.com/a/answer/174124',
    date: '2026-11-25',
  },
  {
    id: 'microsoft-365',
    title: 'Microsoft 365',
    kind: 'mailbox',
    spf: { places: ['@'], include: 'spf.protection.outlook.com', includes: ['spf.protection.outlook.com'] },
    dkim: { selectors: ['selector1', 'selector2'], fixed: true, record: 'CNAME', looksLike: 'selector1-example-com._domainkey.…' },
    mx: ['mail.protection.outlook.com', 'mx.microsoft'],
    where: 'security.microsoft.com → Email & collaboration → Policies & rules → Threat policies → Email authentication settings → DKIM',
    source: 'https://learn.microsoft.com/defender-office-365/email-authentication-dkim-configure',
    date: '2026-11-25',
  },
  {
    id: 'resend',
    title: 'Resend',
    kind: 'product',
    spf: { places: ['send'], include: 'amazonses.com', includes: ['amazonses.com'] },
    dkim: { selectors: ['resend'], fixed: true, record: 'TXT', looksLike: 'p=MIG… (without v= and k=, which is right)' },
    mx: [],
    where: 'resend.com → Domains → your domain → Records',
    source: 'https://resend.com/docs/dashboard/domains/introduction; Domain Connect template resend.com.mail',
    date: '2026-11-25',
  },
  {
    id: 'amazon-ses',
    title: 'Amazon SES',
    kind: 'product',
    spf: { ...NO_SPF, includes: ['amazonses.com'] },
    dkim: { selectors: [], fixed: true, record: 'CNAME', looksLike: '<token>.dkim.amazonses.com' },
    mx: ['amazonaws.com'],
    where: 'console.aws.amazon.com/ses → Identities → your domain → Authentication',
    source: 'https://docs.aws.amazon.com/ses/latest/dg/send-email-authentication-dkim-easy.html',
    date: '2026-11-25',
  },
  {
    id: 'postmark',
    title: 'Postmark',
    kind: 'product',
    spf: { places: ['pm-bounces'], include: 'spf.mtasv.net', includes: ['spf.mtasv.net'], alias: 'pm.mtasv.net' },
    dkim: { selectors: [], fixed: true, record: 'TXT', looksLike: 'k=rsa; p=MIG… at <date>pm._domainkey' },
    mx: ['inbound.postmarkapp.com'],
    where: 'account.postmarkapp.com → Sender Signatures → your domain → DNS Settings',
    source: 'https://postmarkapp.com/support/article/1046-how-do-i-verify-a-domain',
    date: '2026-11-25',
  },
  {
    id: 'sendgrid',
    title: 'Twilio SendGrid',
    kind: 'product',
    spf: { ...NO_SPF, includes: ['sendgrid.net'] },
    dkim: { selectors: ['s1', 's2'], fixed: false, record: 'CNAME', looksLike: 's1.domainkey.u123.wl123.sendgrid.net' },
    mx: ['mx.sendgrid.net'],
    where: 'app.sendgrid.com → Settings → Sender Authentication → your domain',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/how-to-set-up-domain-authentication',
    date: '2026-11-25',
  },
];
