/**
 * Organisation names under which public authorities issue server certificates (the O of the issuer), lower case.
 * From the authorities' published intermediates, November 2026, Apache-2.0; refresh: compare with the CCADB list of intermediates; at most 12 months old.
 */
export const PUBLIC_AUTHORITIES: readonly string[] = [
  "let's encrypt",
  'google trust services',
  'digicert inc',
  'digicert, inc.',
  'sectigo limited',
  'zerossl',
  'ssl corporation',
  'ssl corp',
  'amazon',
  'globalsign nv-sa',
  'godaddy.com, inc.',
  'starfield technologies, inc.',
  'entrust, inc.',
  'cloudflare, inc.',
  'microsoft corporation',
  'buypass as-983163327',
  'actalis s.p.a.',
  'certainly',
  'gandi sas',
  'identrust',
  'harica',
  'telekom security',
  'swisssign ag',
  'network solutions l.l.c.',
  'thawte, inc.',
  'geotrust inc.',
  'rapidssl',
];
