import { reportXml, type RecordSpec } from '../../formats/dmarc-report.fixture.ts';

export const DAY_S = 86_400;

const GOOGLE: RecordSpec = { address: '209.85.220.41', count: 240, dkim: [{ domain: 'acme.example', selector: 'google', result: 'pass' }] };
const RESEND: RecordSpec = {
  address: '54.240.9.1',
  count: 22,
  envelopeFrom: 'send.acme.example',
  dkim: [
    { domain: 'acme.example', selector: 'resend', result: 'pass' },
    { domain: 'amazonses.com', selector: 'x', result: 'pass' },
  ],
  spf: { domain: 'send.acme.example', result: 'pass' },
};
/** Signs and bounces under its own name. */
export const MAILCHIMP: RecordSpec = {
  address: '198.2.180.60',
  count: 3,
  dkimAligned: false,
  spfAligned: false,
  dkim: [{ domain: 'mcsv.net', selector: 'k1', result: 'pass' }],
  spf: { domain: 'mail1.rsgsv.net', result: 'pass' },
};
/** A list that adds a footer. */
const LIST: RecordSpec = {
  address: '203.0.113.25',
  count: 1,
  dkimAligned: false,
  spfAligned: false,
  override: { type: 'mailing_list' },
  dkim: [{ domain: 'acme.example', selector: 'google', result: 'fail' }],
  spf: { domain: 'lists.club.example', result: 'pass' },
};
const SPOOFER: RecordSpec = {
  address: '198.51.100.66',
  count: 2,
  disposition: 'quarantine',
  dkimAligned: false,
  spfAligned: false,
  dkim: [],
  spf: { domain: 'acme.example', result: 'fail' },
};

/** Sixteen days of a young company's mail, as one receiver reports it: file name → XML. */
export function founderReports(nowS: number, withMailchimp: boolean, organisation = 'google.com'): Record<string, string> {
  const today = Math.floor(nowS / DAY_S) * DAY_S;
  return Object.fromEntries(
    Array.from({ length: 16 }, (_, back) => {
      const begin = today - (back + 1) * DAY_S;
      const records = [GOOGLE, RESEND, ...(withMailchimp ? [MAILCHIMP] : []), ...(back % 8 === 0 ? [LIST] : []), ...(back % 5 === 0 ? [SPOOFER] : [])];
      return [`${organisation}!acme.example!${begin}!${begin + DAY_S - 1}.xml`, reportXml({ organisation, id: `${begin}`, begin, records })];
    }),
  );
}
