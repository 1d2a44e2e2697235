/*
 * Domains that mail services use of their own, as envelope sender ("Return-Path", the SPF domain) or as DKIM `d=`: how a DMARC report betrays who sent. Only
 * used to name a source, never for a verdict by itself. Licence of this table: Apache-2.0, written by us.
 * Source: the services' SPF records and set-up pages as known in November 2026; entries without `provider` are services that data/mail-providers lacks.
 * Refresh: read some weeks of reports, add what stays unnamed. Maximum age: 12 months.
 */

export interface MailSourceDomain {
  /** The domain and all names below it. */
  readonly domain: string;
  /** Id in data/mail-providers. */
  readonly provider?: string;
  /** Only for services without an entry there. */
  readonly title?: string;
}

const of = (provider: string, ...domains: string[]): MailSourceDomain[] => domains.map((domain) => ({ domain, provider }));
const named = (title: string, ...domains: string[]): MailSourceDomain[] => domains.map((domain) => ({ domain, title }));

export const MAIL_SOURCE_DOMAINS: readonly MailSourceDomain[] = [
  ...of('google-workspace', 'gappssmtp.com', 'google.com', 'gmail.com', 'googlemail.com'),
  ...of('microsoft-365', 'onmicrosoft.com', 'outlook.com', 'hotmail.com'),
  ...of('fastmail', 'messagingengine.com', 'fastmail.com'),
  ...of('proton', 'protonmail.ch', 'proton.me', 'protonmail.com'),
  ...of('zoho', 'zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com', 'zohomail.eu', 'zohomail.in', 'zcsend.net', 'zeptomail.net'),
  ...of('icloud', 'icloud.com', 'me.com'),
  ...of('namecheap-private-email', 'privateemail.com'),
  ...of('cloudflare-email-routing', 'mx.cloudflare.net', 'cloudflare-email.com', 'cloudflare-email.net'),
  ...of('resend', 'resend.dev', 'resend.com'),
  ...of('amazon-ses', 'amazonses.com'),
  ...of('postmark', 'mtasv.net', 'postmarkapp.com'),
  ...of('sendgrid', 'sendgrid.net', 'sendgrid.info', 'sendgrid.com'),
  ...of('mailgun', 'mailgun.org', 'mailgun.us', 'mailgun.net'),
  ...of('brevo', 'brevosend.com', 'brevo.com', 'sendinblue.com', 'sender-sib.com', 'mailin.fr'),
  ...of('loops', 'loops.so', 'loops.email'),
  ...of('mailersend', 'mailersend.net', 'mlsend.com', 'mlsend2.com'),
  ...of('mandrill', 'mandrillapp.com', 'mandrill.mailchimp.com'),
  ...of('mailchimp', 'mcsv.net', 'mcdlv.net', 'rsgsv.net', 'mailchimpapp.net', 'mailchimp.com', 'list-manage.com'),
  ...of('clerk', 'clerk.services', 'clerk.dev', 'clerk.com'),
  ...of('firebase-auth', 'firebasemail.com', 'firebaseapp.com'),
  ...of('hubspot', 'hubspotemail.net', 'hubspot.com', 'hs-send.com'),
  ...named('Salesforce', 'salesforce.com', 'exacttarget.com', 'pardot.com'),
  ...named('Klaviyo', 'klaviyomail.com', 'klaviyo.com'),
  ...named('ActiveCampaign', 'acems1.com', 'acems2.com', 'emsend1.com', 'emsend2.com', 'activehosted.com'),
  ...named('Constant Contact', 'constantcontact.com', 'ccsend.com', 'auth.ccsend.com'),
  ...named('Kit (ConvertKit)', 'convertkit-mail.com', 'convertkit-mail2.com', 'convertkit.com'),
  ...named('beehiiv', 'beehiiv.com'),
  ...named('Substack', 'substack.com'),
  ...named('MailerLite', 'mailerlite.com', 'mlsend3.com', 'mlsnd.com'),
  ...named('Campaign Monitor', 'createsend.com', 'cmail19.com', 'cmail20.com'),
  ...of('customer-io', 'customeriomail.com'),
  ...of('sparkpost', 'sparkpostmail.com', 'sparkpost.com'),
  ...of('mailjet', 'mailjet.com', 'mjt.lu'),
  ...of('smtp2go', 'smtp2go.com', 'smtpcorp.com'),
  ...named('Elastic Email', 'elasticemail.com', 'elasticemail.net'),
  ...named('SendPulse', 'sendpulse.com'),
  ...of('plunk', 'useplunk.com'),
  ...named('Zendesk', 'zendesk.com'),
  ...named('Freshdesk', 'freshdesk.com', 'freshemail.io', 'fwdkim1.com'),
  ...named('Intercom', 'intercom-mail.com', 'intercom.io'),
  ...named('Help Scout', 'helpscout.net'),
  ...named('Front', 'frontapp.com'),
  ...named('Crisp', 'crisp.email', 'crisp.chat'),
  ...named('Atlassian', 'atlassian.net'),
  ...named('Notion', 'mail.notion.so'),
  ...named('Shopify', 'shopifyemail.com', 'shopify.com'),
  ...named('Wix', 'wixemails.com', 'ascendbywix.com'),
  ...named('Squarespace', 'squarespace-mail.com', 'squarespace.com'),
  ...named('GoDaddy', 'secureserver.net'),
  ...named('IONOS', 'kundenserver.de', 'ionos.com', 'perfora.net'),
  ...named('OVHcloud', 'ovh.net'),
  ...named('Hostinger', 'hostinger.com', 'titan.email'),
  ...named('Yahoo', 'yahoo.com'),
  ...named('Stripe', 'stripe.com'),
  ...named('DocuSign', 'docusign.net'),
  ...named('Calendly', 'calendly.com'),
  ...named('Typeform', 'typeform.com'),
  ...named('Auth0', 'auth0.com'),
  ...named('Supabase', 'supabase.co', 'supabase.io'),
  ...named('Mimecast', 'mimecast.com'),
  ...named('Proofpoint', 'pphosted.com', 'ppe-hosted.com'),
];
