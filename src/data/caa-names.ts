/** A certificate authority and the names by which CAA records allow it. */
export interface CaaAuthority {
  /** How the organisation (O) of an issuer certificate begins, lower case. */
  readonly issuer: string;
  readonly caaNames: readonly string[];
  readonly source: string;
}

/** Compiled by hand from the authorities' practice statements ("recognised CAA domains"); compare with the CCADB, at most 12 months old. An issuer that is not listed is not judged. */
export const CAA_AUTHORITIES_AS_OF = '2026-11-25';

const SECTIGO = ['sectigo.com', 'comodo.com', 'comodoca.com', 'usertrust.com', 'trust-provider.com', 'zerossl.com'];
const DIGICERT = [
  'digicert.com',
  'digicert.ne.jp',
  'cybertrust.ne.jp',
  'symantec.com',
  'thawte.com',
  'geotrust.com',
  'rapidssl.com',
  'amazon.com',
  'volusion.digitalcertvalidation.com',
  'stratossl.digitalcertvalidation.com',
  'intermediatecertificate.digitalcertvalidation.com',
  '1and1.digitalcertvalidation.com',
];
const GODADDY = ['godaddy.com', 'starfieldtech.com'];

export const CAA_AUTHORITIES: readonly CaaAuthority[] = [
  { issuer: "let's encrypt", caaNames: ['letsencrypt.org'], source: 'https://letsencrypt.org/docs/caa/' },
  { issuer: 'google trust services', caaNames: ['pki.goog'], source: 'https://pki.goog/faq/' },
  { issuer: 'digicert', caaNames: DIGICERT, source: 'https://docs.digicert.com/' },
  { issuer: 'sectigo', caaNames: SECTIGO, source: 'https://www.sectigo.com/' },
  { issuer: 'zerossl', caaNames: SECTIGO, source: 'https://help.zerossl.com/' },
  {
    issuer: 'amazon',
    caaNames: ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com'],
    source: 'https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html',
  },
  { issuer: 'globalsign', caaNames: ['globalsign.com'], source: 'https://support.globalsign.com/' },
  { issuer: 'ssl corp', caaNames: ['ssl.com'], source: 'https://www.ssl.com/' },
  { issuer: 'godaddy', caaNames: GODADDY, source: 'https://www.godaddy.com/help/' },
  { issuer: 'starfield', caaNames: GODADDY, source: 'https://www.godaddy.com/help/' },
  { issuer: 'buypass', caaNames: ['buypass.com', 'buypass.no'], source: 'https://www.buypass.com/' },
  { issuer: 'actalis', caaNames: ['actalis.it'], source: 'https://www.actalis.com/' },
];
