import { type DaneHost, TLSA_CAP } from '../../evidence/email/dane.ts';
import type { StarttlsEvidence } from '../../evidence/email/starttls.ts';
import type { Remedy } from '../../model/fix.ts';
import { dnsRemedy, type ZoneAt } from '../domain/dns-remedy.ts';

export type Shown = StarttlsEvidence['servers'][number];

const RENEWAL = [
  'Let renewals keep the key (certbot: --reuse-key), so that the record stays right.',
  'Before the key ever changes, publish the record of the new one beside it and wait a day.',
];

/** The record for the key that is shown now in the place of those that fit nothing. */
export function announceShown(at: ZoneAt, place: string, old: DaneHost['records'], { outcome, host, chain }: Shown): Remedy {
  const [own] = chain ?? [];
  const isOurs = place.endsWith(`.${at.zone}`);
  if (outcome !== 'secured' || !own || !isOurs || old.some(({ text }) => text.length >= TLSA_CAP)) {
    const who = isOurs ? 'Repair' : 'Tell the mail service that runs it to repair';
    return {
      steps: [
        `${who} encryption on ${host}: it must show the certificate that the TLSA records at ${place} announce.`,
        `Until then delete the TLSA records at ${place}.`,
      ],
    };
  }
  const record = (op: 'add' | 'remove', data: string) => ({ op, name: place, type: 'TLSA', data }) as const;
  const fresh = record('add', `3 1 1 ${own.key256}`);
  return dnsRemedy(at, [...old.map(({ text }) => record('remove', text)), fresh], RENEWAL);
}

export function usableKind(at: ZoneAt, place: string, old: DaneHost['records'], shown: Shown | undefined): Remedy {
  if (shown?.outcome === 'secured') return announceShown(at, place, old, shown);
  return { steps: [`Replace the TLSA records at ${place} by one of the form: 3 1 1 <SHA-256 of the public key of its certificate>.`, ...RENEWAL] };
}

export function keepOrSign(name: string, place: string): Remedy {
  return {
    steps: [
      `Switch DNSSEC on for ${name} where its DNS is served, and enter the DS record at the registrar.`,
      `Or delete the TLSA records at ${place}; without DNSSEC they do nothing, and nobody will remember to keep them right.`,
    ],
  };
}
