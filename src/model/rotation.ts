import type { Attestation } from './intent.ts';
import { quote, type Quoted } from './text.ts';

const DAY_MS = 86_400_000;

/** How a leaked value is replaced. Replacing comes first: deleting a line does not take back what was already copied. */
export function rotationSteps({ provider, rotateAt, id, file }: { provider: string; rotateAt: string; id: string; file?: string | undefined }): string[] {
  return [
    /^[A-Z]/.test(provider) ? `Make a new one at ${provider}: ${rotateAt}.` : `Make a new one: ${rotateAt}.`,
    'Put the new value into the environment variables of your host (never into a file in git) and deploy.',
    'Check that the app works, then delete the old one at the provider. From that moment the leaked value is worthless.',
    ...(file === undefined ? [] : [`Take the value out of ${file}: read it from an environment variable instead, and name that variable in .env.example.`]),
    `Prove that the old one is dead: launch-ready secrets --verify asks its provider. Where that cannot be asked, write down an attestation for row E10 whose statement contains ${id}.`,
  ];
}

/** The word of a person that the secret `id` was replaced, in the config's attestations. It is about a past act, so it ends only on its own date. */
export function wordOfRotation(attestations: readonly Attestation[], id: string, now: number): { readonly by: Quoted; readonly at: string } | undefined {
  const said = attestations.find(
    (one) =>
      one.row === 'E10' &&
      !one.nobodyKnows &&
      `${one.statement} ${one.evidence}`.includes(id) &&
      (one.until === undefined || Date.parse(one.until) + DAY_MS > now),
  );
  return said && { by: quote(said.by, 60), at: said.at };
}
