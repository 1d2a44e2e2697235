import type { CertificatePack } from '../../evidence/edge/cloudflare.ts';

/** States in which visitors get the certificate, or soon will. */
export const IS_GOOD = new Set(['active', 'staging_active', 'backup_issued', 'holding_deployment', 'pending_cleanup', 'pending_deployment']);

/** A pending one beside an active one for the same names is an ordinary renewal; one that ran out of time is not. */
export function isStuck({ status, hosts, errors }: CertificatePack, good: readonly CertificatePack[]): boolean {
  if (status.endsWith('_timed_out') && status !== 'deletion_timed_out' && status !== 'deployment_timed_out') return true;
  const isPending = status === 'pending_validation' || status === 'pending_issuance';
  return isPending && errors.length > 0 && !hosts.every((host) => good.some((pack) => pack.hosts.includes(host)));
}

/** Whether these hosts cover a name, as certificates do: a wildcard for one level. */
export function covers(hosts: readonly string[], name: string): boolean {
  const wildcard = `*.${name.slice(name.indexOf('.') + 1)}`;
  return hosts.includes(name) || hosts.includes(wildcard);
}
