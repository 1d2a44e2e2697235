import type { WorldChange } from './change.ts';

/** The project has got and read these reports: file name → content at a time in epoch seconds. */
export function withReports(reports: (nowS: number) => Readonly<Record<string, string>>): WorldChange {
  return (spec) => ({ ...spec, reports });
}

/** A failure report as a mail (RFC 9991), about a message that a server handed over just before. */
export function failureMail(domain: string, ip: string, nowS: number): string {
  const at = new Date((nowS - 3600) * 1000).toUTCString().replace('GMT', '+0000');
  const part = (type: string, ...lines: readonly string[]): string[] => ['--cut', `Content-Type: ${type}`, '', ...lines, ''];
  return [
    'From: reports@receiver.example',
    `To: dmarc@${domain}`,
    'Subject: failure report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="cut"',
    '',
    ...part('text/plain', 'A message failed.'),
    ...part(
      'message/feedback-report',
      'Feedback-Type: auth-failure',
      'Version: 1',
      'User-Agent: receiver',
      'Auth-Failure: dmarc',
      'Identity-Alignment: none',
      `Source-IP: ${ip}`,
      `Reported-Domain: ${domain}`,
      `Arrival-Date: ${at}`,
      'Delivery-Result: reject',
    ),
    ...part('text/rfc822-headers', `From: no-reply@${domain}`),
    '--cut--',
    '',
  ].join('\r\n');
}
