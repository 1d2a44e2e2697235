import { isAtOrBelow } from '../../model/domain-name.ts';
import type { DaneHost } from '../../evidence/email/dane.ts';
import { fitsTlsa, isUsableTlsa, type Tlsa } from '../../formats/tlsa.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Proof } from '../../model/finding.ts';
import type { ZoneAt } from '../domain/dns-remedy.ts';
import type { daneProblems } from './dane-problems.ts';
import { announceShown, type Shown, usableKind } from './dane-remedy.ts';
import { certificateFault } from './fetched-file.ts';

interface Seen {
  readonly at: ZoneAt;
  readonly proof: readonly Proof[];
}

/** Judges the records of one mail exchanger of a signed domain against what it shows on port 25. */
export function judgeDaneHost(
  { host, validated, place, records }: DaneHost,
  servers: readonly Shown[] | undefined,
  { at, proof }: Seen,
  { subject: { name }, now, report }: JudgeContext<typeof daneProblems>,
): void {
  const usable = records.flatMap(toTlsa).filter(isUsableTlsa);
  const shown = servers?.find((server) => server.host.toLowerCase().replace(/\.$/, '') === host);
  if (usable.length === 0) return report.fail('unusable', { host, proof, fix: usableKind(at, place, records, shown) });
  if (!shown || NOT_SEEN.has(shown.outcome)) return report.unknown(`which certificate ${host} shows on port 25 was not seen`);
  const wrong = shown.outcome === 'secured' ? wrongWith(usable, shown, now) : 'it shows none at all';
  if (wrong === undefined) return undefined;
  // What senders do hangs on signatures that for a foreign zone only a resolver which checks them can prove.
  const weak = isAtOrBelow(host, name) || validated ? {} : { grade: 'inferred' as const };
  return report.fail('mail-lost', { host, name, wrong, proof, fix: announceShown(at, place, records, shown), ...weak });
}

const NOT_SEEN: ReadonlySet<Shown['outcome']> = new Set(['no-connection', 'unwilling', 'not-smtp']);

function wrongWith(usable: readonly Tlsa[], { chain = [], certificate }: Shown, now: number): string | undefined {
  const fitting = usable.filter((record) => fitsTlsa(record, chain));
  if (fitting.length === 0) return 'none of the records fits it';
  // With usage 3 neither name nor date counts; with usage 2 both do (RFC 7672 §3.1).
  return fitting.some(({ usage }) => usage === 3) ? undefined : certificateFault(certificate && { ...certificate, trust: 'trusted' }, now);
}

function toTlsa({ digest, ...record }: DaneHost['records'][number]): Tlsa[] {
  return digest === null ? [] : [{ ...record, digest }];
}
