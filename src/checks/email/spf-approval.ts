import { MAIL_PROVIDERS } from '../../data/mail-providers.ts';
import type { SpfPlace } from '../../evidence/email/spf.ts';
import { gradeOf } from '../../model/catalogue.ts';
import type { Intent } from '../../model/intent.ts';
import type { MailProvider } from '../../model/mail-provider.ts';
import type { SpfContext } from './spf-place.ts';
import { passesThrough } from './spf-tree.ts';

/** The roadmap that asks for approved senders only (MISSION D1, S4). */
const ONLY_APPROVED = 'b2b-service-launch';
const NOT_ASKED = { to: 'later', because: 'the roadmap of this profile asks that your own senders are in SPF, not that no other is' } as const;

/** Judges whether a record lets a service send that nobody approved. Only where the config tells of each sender which service or server it is. */
export function judgeApproval(place: SpfPlace, mailbox: MailProvider | undefined, { intent, report, repairs }: SpfContext): void {
  const declared = intent.senders.filter((sender) => sender.declared);
  const isKnown = declared.every(({ provider, addresses = [] }) => addresses.length > 0 || MAIL_PROVIDERS.some(({ id }) => id === provider));
  if (declared.length === 0 || !isKnown) return;
  const { name } = place;
  for (const [index, { parent, domain, term }] of place.nodes.entries()) {
    if (parent !== 0 || term === null || !passesThrough(place, index)) continue;
    const services = MAIL_PROVIDERS.filter(({ spf }) => spf.includes.includes(domain));
    const [service] = services;
    // Several services share an include: Resend sends through Amazon SES.
    if (!service || services.some((each) => each.id === mailbox?.id || isDeclared(each, intent))) continue;
    const details = {
      name,
      provider: service.title,
      term,
      proof: [{ says: `TXT at ${name}`, lines: place.nodes[0]?.records ?? [] }],
      fix: {
        steps: [
          `Find out whether ${service.title} sends mail for ${name}: ask whoever set it up, or read the DMARC reports (launch-ready dmarc).`,
          `If it does, name it in the config: mail: { senders: [{ domain: '${name}', provider: '${service.id}' }] }.`,
          `If it does not, take "${term}" out of the SPF record of ${name}: as long as it is there, an account of anybody at ${service.title} may pass for you.`,
        ],
      },
      ...gradeOf(service.source),
      ...(intent.profile !== ONLY_APPROVED && { soften: NOT_ASKED }),
    };
    repairs.found(name, undefined, () => report.fail('unapproved-sender', details));
  }
}

function isDeclared({ id }: MailProvider, { senders }: Pick<Intent, 'senders'>): boolean {
  return senders.some((sender) => sender.declared && sender.provider === id);
}
