import type { MxEvidence } from '../../evidence/email/mx.ts';
import { coversMx, type MtaStsMode, printMtaStsPolicy } from '../../formats/mta-sts.ts';
import type { Remedy } from '../../model/fix.ts';
import { replaceText, dnsRemedy, type ZoneAt } from '../domain/dns-remedy.ts';

const email = { impact: 'email', identity: [], minutes: 20, waitMinutes: 60, fails: [] } as const;
/** One week while testing, so that a mistake ends soon; RFC 8461 §3.2 wants weeks once it is enforced. */
const WEEK_SECONDS = 604_800;

/** What can be wrong with MTA-STS. */
export const mtaStsProblems = {
  'record-invalid': {
    ...email,
    says: 'The MTA-STS record of {name:name} does not count, so senders are not asked to encrypt mail to you: {wrong:outside}',
    class: 'later',
    minutes: 5,
  },
  'policy-unreachable': {
    ...email,
    says: 'The MTA-STS policy of {name:name} cannot be fetched, so it protects nothing: {wrong:outside}',
    class: 'later',
  },
  'policy-invalid': {
    ...email,
    says: 'The MTA-STS policy of {name:name} cannot be read, so it protects nothing: {wrong:outside}',
    class: 'later',
  },
  'policy-type': {
    ...email,
    says: 'The MTA-STS policy of {name:name} is served as {type:outside} instead of text/plain: some senders ignore it then',
    class: 'later',
  },
  'mail-refused': {
    ...email,
    says: 'The MTA-STS policy of {name:name} forbids delivery to {hosts:names}, where its mail goes: large mailbox providers do not deliver there',
    class: 'blocker',
  },
  'mx-not-listed': {
    ...email,
    says: 'The MTA-STS policy of {name:name} does not name {hosts:names}, where its mail goes: once it is enforced, that mail is lost',
    class: 'later',
  },
  'short-life': {
    ...email,
    says: 'Senders forget the MTA-STS policy of {name:name} after {seconds:count} seconds; an attacker only has to wait',
    class: 'later',
    minutes: 5,
  },
} as const;

/** The policy that fits the real mail exchangers, and the record that makes senders fetch it. `id` must be new. */
export function publishPolicy(at: ZoneAt, name: string, mx: MxEvidence, old: readonly string[], mode: MtaStsMode, id: string): Remedy {
  const hosts = mx.exchanges.flatMap(({ host, leadsTo }) => (leadsTo === 'present' || leadsTo === 'unknown' ? [host.toLowerCase().replace(/\.$/, '')] : []));
  const text = printMtaStsPolicy({ mode, mx: hosts, maxAge: WEEK_SECONDS });
  const record = replaceText(`_mta-sts.${name}`, old, `v=STSv1; id=${id}`);
  return {
    steps: [
      `Serve the text below at https://mta-sts.${name}/.well-known/mta-sts.txt: as text/plain, with a valid certificate for mta-sts.${name}, and without a redirect.`,
      ...dnsRemedy(at, record).steps,
      mode === 'testing'
        ? 'Stay with "mode: testing" until the reports (TLS-RPT) show no failures for a week; then write "mode: enforce" and change the id again.'
        : 'Senders that know the old policy take the new one as soon as they see the new id.',
    ],
    snippet: { language: 'text', text, where: `https://mta-sts.${name}/.well-known/mta-sts.txt` },
  };
}

/** Mail exchangers that no line of the policy fits, and whether others are left. */
export function notCovered(mx: MxEvidence, patterns: readonly string[]): { readonly hosts: string[]; readonly all: boolean } {
  const used = mx.exchanges.filter(({ leadsTo }) => leadsTo === 'present' || leadsTo === 'unknown').map(({ host }) => String(host));
  const hosts = used.filter((host) => !patterns.some((pattern) => coversMx(pattern, host)));
  return { hosts, all: hosts.length === used.length };
}

/** The instant as an id: only digits, and another one each second. */
export function idAt(now: number): string {
  return new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
}
