/** Last labels that are names of files, units and packages, not domains. */
const NO_DOMAIN = new Set(
  (
    'png jpg jpeg gif svg webp ico js mjs cjs ts tsx jsx css scss map json html htm md txt log gz zip tar tgz yml yaml toml lock py rb go rs java php sh service socket target slice ' +
    'scope mount timer device path local localhost internal lan test invalid example localdomain x latest next beta alpha'
  ).split(' '),
);
/** Nobody's own address: machines, roles, package names. */
const NOBODY =
  /^(?:no-?reply|do-?not-?reply|support|info|admin|root|git|hello|contact|sales|team|help|billing|security|abuse|postmaster|webmaster|hostmaster|mailer-daemon|bounces?|notifications?|alerts?|newsletter|dmarc\S*|test|user|users?\d*|you|your\S*|someone|me|name|email|foo|bar|deploy|ci|bot|github-actions\S*|\d+\+\S*)$/i;

/**
 * True for the mail address of a person: a domain that could exist, and no role, machine, manual or package.
 * @param local before the @
 * @param domain after it, as far as its characters go
 */
export function isPersonalAddress(local: string, domain: string): boolean {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9._%+'-]{0,62}[A-Za-z0-9_+-])?$/.test(local) || local.includes('..') || NOBODY.test(local)) return false;
  const labels = domain.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !/^[a-z]{2,24}$/.test(last) || NO_DOMAIN.has(last)) return false;
  if (labels.some((label) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label))) return false;
  // RFC 2606: made for examples. GitHub's stand-in addresses name nobody.
  if (/(?:^|\.)example\.(?:com|org|net)$/.test(domain.toLowerCase()) || domain.toLowerCase() === 'users.noreply.github.com') return false;
  // A long hexadecimal or numeric local part is a message or object id.
  return !/^[0-9a-f]{16,}$/i.test(local) && !/^\d{9,}(?:[.-]\S*)?$/.test(local);
}
