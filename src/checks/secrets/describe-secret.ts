import { secretRules } from '../../data/secret-rules.ts';
import type { RepositorySecret } from '../../evidence/secrets/repository-secrets.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import type { Intent } from '../../model/intent.ts';
import { quote, type Quoted } from '../../model/text.ts';

const unknownFormat = { says: 'a secret', provider: 'its provider', allows: 'use what it opens', rotateAt: "its provider's page for keys" };

/** What the catalogue says about a found secret. */
export function formatOf(secret: RepositorySecret): typeof unknownFormat {
  return secretRules.find((rule) => rule.id === secret.format) ?? unknownFormat;
}

/** Names a secret the same way in every run: by fingerprint, or by kind and first place when its value is too weak for one. */
export function secretKey(secret: RepositorySecret): string {
  if (secret.fingerprint) return secret.fingerprint.slice(0, 12);
  const path = secret.places[0]?.path ?? secret.history?.path ?? '';
  return `${secret.format}@${path.replaceAll(/[^\x21-\x7e]/g, '_')}`.slice(0, 200);
}

/** The first secret of each key: two weak values of one kind in one file are one finding. */
export function distinct(secrets: readonly RepositorySecret[]): readonly RepositorySecret[] {
  return [...new Map([...secrets].reverse().map((secret) => [secretKey(secret), secret])).values()].reverse();
}

/** Only in tests and documents, where real-looking values are often made up. */
export function isDoubtful(secret: RepositorySecret): boolean {
  const roles = secret.places.length > 0 ? secret.places.map((place) => place.role) : [secret.history?.role];
  return roles.every((role) => role === 'test' || role === 'docs');
}

export function proofOf(secret: RepositorySecret): Proof[] {
  const tree = secret.places.slice(0, 10).map((place) => ({
    says: place.tracked ? 'In the files that git tracks' : 'In a file that git does not ignore, so that the next commit may take it along',
    lines: [quote(secret.masked)],
    location: { path: place.path, line: place.line },
  }));
  const { history } = secret;
  if (!history) return tree;
  const when = history.at ? `, first on ${history.at.slice(0, 10)}` : '';
  const location = { path: history.path, ...(history.commit && { commit: history.commit }) };
  return [
    ...tree,
    { says: `In ${history.versions} version${history.versions === 1 ? '' : 's'} of the git history${when}`, lines: [quote(secret.masked)], location },
  ];
}

/** Replacing comes first: deleting a line does not take back what was already copied. */
export function rotation(secret: RepositorySecret, inTree: boolean): Remedy {
  const { rotateAt, provider } = formatOf(secret);
  const first = secret.places[0];
  return {
    steps: [
      /^[A-Z]/.test(provider) ? `Make a new one at ${provider}: ${rotateAt}.` : `Make a new one: ${rotateAt}.`,
      'Put the new value into the environment variables of your host (never into a file in git) and deploy.',
      'Check that the app works, then delete the old one at the provider. From that moment the leaked value is worthless.',
      ...(inTree
        ? [`Take the value out of ${first?.path ?? 'the file'}: read it from an environment variable instead, and name that variable in .env.example.`]
        : []),
      `Write down that it is replaced: an attestation for row E10 whose statement contains ${secretKey(secret)}.`,
    ],
  };
}

/** The word of a person that this secret was replaced. It is about a past act, so it ends only on its own date. */
export function rotatedBy(secret: RepositorySecret, intent: Intent, now: number): Quoted | undefined {
  const key = secretKey(secret);
  const said = intent.attestations.find(
    (one) =>
      one.row === 'E10' &&
      !one.nobodyKnows &&
      `${one.statement} ${one.evidence}`.includes(key) &&
      (one.until === undefined || Date.parse(one.until) + 86_400_000 > now),
  );
  return said && quote(`${said.by} on ${said.at.slice(0, 10)}`, 80);
}
