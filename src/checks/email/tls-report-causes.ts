import type { MtaStsEvidence } from '../../evidence/email/mta-sts.ts';
import type { StarttlsEvidence } from '../../evidence/email/starttls.ts';
import type { TlsReportCause } from '../../evidence/email/tls-reports.ts';
import { certificateFault, fileFault } from './fetched-file.ts';

/** Why a delivery failed, in words, and what to do about it. `{host}` is the place that the report names, `{name}` the domain. */
interface CauseWords {
  readonly why: string;
  readonly steps: readonly string[];
}

const CERTIFICATE =
  'Let {host} use a certificate for exactly that name, from a public authority, with its intermediate certificate, and renew it automatically.';
const TRY_SMTP = 'Try it from a network that does not block port 25: openssl s_client -starttls smtp -connect {host}:25';
const TRY_POLICY = 'Try it: curl -i https://mta-sts.{name}/.well-known/mta-sts.txt   (status 200, text/plain, no redirect)';
const TRY_TLSA = 'Compare what is published with what is shown: dig +short TLSA _25._tcp.{host}';

/** RFC 8460 §4.3. */
const CAUSES: Readonly<Record<string, CauseWords>> = {
  'starttls-not-supported': { why: 'it offered no encryption', steps: ['Switch on STARTTLS on {host}.', TRY_SMTP] },
  'certificate-expired': { why: 'its certificate has expired', steps: [CERTIFICATE, TRY_SMTP] },
  'certificate-host-mismatch': { why: 'its certificate is made out for another name', steps: [CERTIFICATE, TRY_SMTP] },
  'certificate-not-trusted': { why: 'its certificate comes from nobody whom mail servers trust', steps: [CERTIFICATE, TRY_SMTP] },
  'validation-failure': { why: 'the encrypted connection failed', steps: ['Look into the log of {host} for the time of the reports.', TRY_SMTP] },
  'tlsa-invalid': {
    why: 'its certificate is not the one that DNS announces (TLSA)',
    steps: ['Publish a TLSA record for the certificate that {host} shows now, or delete the TLSA records there.', TRY_TLSA],
  },
  'dnssec-invalid': { why: 'the signatures of its DNS records do not hold (DNSSEC)', steps: ['Repair DNSSEC of the zone that {host} is in.', TRY_TLSA] },
  'dane-required': {
    why: 'the sender delivers only where DANE is set up',
    steps: ['Sign the zone (DNSSEC) and publish TLSA records for {host}, or ask the sender to deliver without.'],
  },
  'sts-policy-fetch-error': { why: 'the MTA-STS policy could not be fetched', steps: ['Serve the policy again at mta-sts.{name}.', TRY_POLICY] },
  'sts-policy-invalid': {
    why: 'the MTA-STS policy cannot be read',
    steps: ['Repair the text of the policy; the check email/mta-sts shows what is wrong.', TRY_POLICY],
  },
  'sts-webpki-invalid': {
    why: 'the certificate of the MTA-STS policy host does not hold',
    steps: ['Give mta-sts.{name} a valid certificate that is renewed automatically.', TRY_POLICY],
  },
};
const OTHER: CauseWords = {
  why: 'the sender does not say why',
  steps: ['Ask the mail service that runs {host} what happened at the time of the reports.', TRY_SMTP],
};

/** Causes that lie at the policy host rather than at a mail exchanger. */
export function isAboutPolicy(type: string): boolean {
  return type.startsWith('sts-');
}

export function wordsFor(type: string, host: string, name: string): CauseWords {
  const { why, steps } = CAUSES[type] ?? OTHER;
  return { why, steps: steps.map((step) => step.replaceAll('{host}', host).replaceAll('{name}', name)) };
}

/** Says so when what the senders complained about is in order as seen from here today. */
export function isSoundNow(
  { type, host }: TlsReportCause,
  now: number,
  tls: StarttlsEvidence | undefined,
  sts: MtaStsEvidence | undefined,
): string | undefined {
  if (isAboutPolicy(type)) {
    const policy = sts?.policy;
    return policy && policy.file.outcome === 'answered' && policy.faults.length === 0 && fileFault(policy.file, now) === undefined
      ? 'the policy can be fetched and read today'
      : undefined;
  }
  const server = tls?.servers.find((one) => one.host.toLowerCase().replace(/\.$/, '') === host);
  const isAboutTls = type === 'starttls-not-supported' || type.startsWith('certificate-') || type === 'validation-failure';
  return isAboutTls && server?.outcome === 'secured' && certificateFault(server.certificate, now) === undefined
    ? 'what this server shows today is in order'
    : undefined;
}
