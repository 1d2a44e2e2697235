interface TlsReportSpec {
  /** Epoch seconds */
  readonly begin: number;
  readonly domain?: string;
  readonly failed?: number;
  readonly cause?: string;
  readonly host?: string;
  readonly mode?: 'enforce' | 'testing';
}

/** A TLS report of one day with 100 deliveries, as Google writes it (RFC 8460 §4.4). */
export function tlsReportJson(spec: TlsReportSpec): string {
  const { begin, domain = 'acme.example', failed = 0, cause = 'certificate-expired', host = `mx.${domain}`, mode = 'enforce' } = spec;
  const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000', '');
  return JSON.stringify({
    'organization-name': 'Google Inc.',
    'date-range': { 'start-datetime': instant(begin), 'end-datetime': instant(begin + 86_399) },
    'contact-info': 'smtp-tls-reporting@google.com',
    'report-id': `${instant(begin)}_${domain}`,
    policies: [
      {
        policy: { 'policy-type': 'sts', 'policy-string': ['version: STSv1', `mode: ${mode}`, `mx: ${host}`], 'policy-domain': domain },
        summary: { 'total-successful-session-count': 100 - failed, 'total-failure-session-count': failed },
        'failure-details': failed > 0 ? [{ 'result-type': cause, 'receiving-mx-hostname': host, 'failed-session-count': failed }] : [],
      },
    ],
  });
}
