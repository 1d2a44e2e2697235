import { secretRules } from '../../data/secret-rules.ts';
import type { RepositorySecret } from '../../evidence/secrets/repository-secrets.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import type { Intent } from '../../model/intent.ts';
import { type SecretWords, wordsOf } from '../../model/secret-rule.ts';
import { rotationSteps, wordOfRotation } from '../../model/rotation.ts';
import { quote, type Quoted } from '../../model/text.ts';

/** What is said about a found secret: by the catalogue, or by the project's own rules. */
export function formatOf(secret: RepositorySecret, intent?: Intent): SecretWords {
  return wordsOf(secret.format, secretRules, intent?.secretRules);
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

/** How many of them a person took for harmless, for the end of a sentence. */
export function sayAccepted(secrets: readonly RepositorySecret[]): string {
  const by = (what: RepositorySecret['accepted']): number => secrets.filter(({ accepted }) => accepted === what).length;
  const told = [...(by('comment') > 0 ? [`${by('comment')} by a comment`] : []), ...(by('baseline') > 0 ? [`${by('baseline')} by the baseline`] : [])];
  return told.length > 0 ? `; accepted as harmless: ${told.join(', ')}` : '';
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

export function rotation(secret: RepositorySecret, inTree: boolean): Remedy {
  const { rotateAt, provider } = formatOf(secret);
  return { steps: rotationSteps({ provider, rotateAt, id: secretKey(secret), file: inTree ? (secret.places[0]?.path ?? 'the file') : undefined }) };
}

/** The word of a person that this secret was replaced. */
export function rotatedBy(secret: RepositorySecret, intent: Intent, now: number): Quoted | undefined {
  const word = wordOfRotation(intent.attestations, secretKey(secret), now);
  return word && quote(`${word.by} on ${word.at.slice(0, 10)}`, 80);
}

const VERIFY_SHOWN = 10;

/** Everything that is not sure, as one finding: a person looks through it once, and nothing of it stops a launch. */
export function verifyFirst(unsure: readonly RepositorySecret[]): {
  readonly n: number;
  readonly what: string;
  readonly path: Quoted;
  readonly grade: 'inferred';
  readonly proof: Proof[];
  readonly fix: Remedy;
} {
  const [first] = unsure.toSorted((a, b) => Number(isDoubtful(a)) - Number(isDoubtful(b)));
  const path = first?.places[0]?.path ?? first?.history?.path ?? quote('?');
  const proof = unsure.slice(0, VERIFY_SHOWN).flatMap((secret) => proofOf(secret).slice(0, 1));
  const steps = [
    'Open each place that is shown. Is the value made up, public or long dead? Then there is nothing to do.',
    'Is it real? Replace it at its service, and keep the new one in an environment variable only.',
  ];
  return { n: unsure.length, what: first ? formatOf(first).says : 'a value', path, grade: 'inferred', proof, fix: { steps } };
}
