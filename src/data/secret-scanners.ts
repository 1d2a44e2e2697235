/* Catalogue: programs that look for secrets, as a workflow line names them. Date: 2026-11-25. Source: their documentation. Refresh by hand, at most yearly. */
export const secretScanners: readonly (readonly [line: RegExp, name: string])[] = [
  [/launch-ready/, 'launch-ready'],
  [/gitleaks/i, 'gitleaks'],
  [/betterleaks/i, 'betterleaks'],
  [/trufflehog/i, 'trufflehog'],
  [/kingfisher/i, 'kingfisher'],
  [/detect-secrets/i, 'detect-secrets'],
  [/secretlint/i, 'secretlint'],
  [/ggshield|gitguardian/i, 'ggshield'],
  [/git-secrets/i, 'git-secrets'],
];
