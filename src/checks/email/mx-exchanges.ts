import { isAtOrBelow } from '../../model/domain-name.ts';
import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { MxEvidence } from '../../evidence/email/mx.ts';
import type { JudgeContext } from '../../model/check.ts';
import type { Remedy } from '../../model/fix.ts';
import type { Intent } from '../../model/intent.ts';
import { dnsRemedy, type RecordChange, type ZoneAt } from '../domain/dns-remedy.ts';
import type { mxProblems } from './mx-problems.ts';
import { proveMx } from './mx-proof.ts';

type MxContext = JudgeContext<typeof mxProblems>;
type Exchange = MxEvidence['exchanges'][number];

/** Nobody takes mail for the domain: that is fine unless mail is sent from exactly this domain. */
export function judgeNoMx({ state }: MxEvidence, at: ZoneAt, { subject: { name }, intent, report }: MxContext): void {
  const sends = intent.senders.some(({ declared, domain }) => declared && domain === name);
  const says = state === 'null' ? `DNS answered: MX of ${name} is a null MX, "0 ."` : `DNS answered: there is no MX record at ${name}`;
  const steps = [
    'Decide where answers shall go: a mailbox at a mail service (Google Workspace, Fastmail, Zoho …), or forwarding by your DNS host or registrar.',
    `Add the MX records that it names to the DNS of ${at.zone}.`,
  ];
  if (!sends)
    return report.notApplicable(
      state === 'null' ? `${name} says by a null MX that it takes no mail` : `DNS proves that ${name} has no MX record: it takes no mail`,
    );
  const proof = [{ says }];
  if (state === 'none') return report.fail('replies-bounce', { name, proof, fix: { steps } });
  return report.fail('sends-but-takes-none', { name, proof, fix: dnsRemedy(at, [removal(name, 0, '')], steps) });
}

/** Mailboxes are declared at one service, and none of the exchangers is its own. */
export function judgeMxService(mx: MxEvidence, intent: Pick<Intent, 'senders'>, { subject: { name }, report }: MxContext): void {
  const declared = intent.senders.filter((sender) => sender.declared && sender.domain === name);
  const services = MAIL_PROVIDERS.filter(
    ({ id, kind, mx: endings }) => kind === 'mailbox' && endings.length > 0 && declared.some(({ provider }) => provider === id),
  );
  const [service] = services;
  const hosts = mx.exchanges.map(({ host }) => String(host));
  const fits = ({ mx: endings }: (typeof MAIL_PROVIDERS)[number]): boolean => endings.some((ending) => hosts.some((host) => isAtOrBelow(host, ending)));
  // An exchanger of nobody we know may be a spam filter in front; one of another mailbox service is left over from before.
  const other = MAIL_PROVIDERS.find((one) => one.kind === 'mailbox' && !services.includes(one) && fits(one));
  if (!service || services.some(fits) || !other) return;
  const steps = [
    `Open ${service.title}: ${service.where}, and copy the MX records it wants.`,
    `Put them in place of those of ${other.title}; keep the old mailboxes until nothing arrives there any more.`,
  ];
  report.fail('other-service', { name, service: service.title, hosts, proof: proveMx(name, mx), fix: { steps }, grade: 'inferred' });
}

/** Judges each exchanger. */
export function judgeExchanges(mx: MxEvidence, at: ZoneAt, { subject: { name }, report }: MxContext): void {
  const proof = proveMx(name, mx);
  const steps = [
    `Look up in the settings of your mail service which MX records it wants for ${name}.`,
    'Delete the MX records that are not among them, and add those that are missing.',
  ];
  const works = mx.exchanges.some(takesMail);
  const others = works ? { soften: { to: 'later', because: 'another mail exchanger of the domain can take the mail' } as const } : {};
  /** A record can be taken away by itself only while another one works. */
  const drop = (one: Exchange): { fix: Remedy } => ({ fix: works ? dnsRemedy(at, [removal(name, one.preference, one.host)], steps) : { steps } });
  for (const [index, one] of mx.exchanges.entries()) {
    const { preference, host, leadsTo, alias, why, addresses } = one;
    const [inside] = addresses;
    if (host === '.') report.fail('null-with-others', { name, proof, ...drop(one) });
    else if (mx.exchanges.findIndex((each) => each.host === host) < index)
      report.fail('duplicate', { name, host, proof, fix: dnsRemedy(at, [removal(name, preference, host)]) });
    else if (leadsTo === 'absent') report.fail('no-address', { name, host, proof, ...drop(one), test: `dig +short ${host} A`, ...others });
    else if (leadsTo === 'is-address') report.fail('is-address', { name, host, proof, ...drop(one), ...others });
    else if (leadsTo === 'unknown') report.unknown(`DNS did not say whether ${host} has an address: ${why ?? ''}`);
    else if (inside && !takesMail(one)) report.fail('private-address', { name, host, address: inside.address, proof, ...drop(one), ...others });
    else if (alias !== null)
      report.fail('is-alias', {
        name,
        host,
        proof,
        fix: dnsRemedy(at, [removal(name, preference, host), { op: 'add', name, type: 'MX', data: `${preference} ${alias}.` }]),
      });
  }
}

function takesMail({ leadsTo, addresses }: Exchange): boolean {
  return leadsTo === 'present' && (addresses.length === 0 || addresses.some(({ scope }) => scope === 'public'));
}

function removal(name: string, preference: number, host: string): RecordChange {
  return { op: 'remove', name, type: 'MX', data: `${preference} ${host === '.' || host === '' ? '.' : `${host}.`}` };
}
