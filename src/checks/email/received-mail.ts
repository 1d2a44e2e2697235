import type { ReceivedFlow, ReceivedMail, ReceivedMessages } from '../../evidence/email/received-message.ts';

/** A flow of the app whose mail arrived. */
export interface Arrived {
  readonly flow: ReceivedFlow;
  readonly mail: ReceivedMail;
}

export const NO_MAIL = 'the config says that this project sends no mail';

/** The mails that arrived. */
export function arrivedIn({ messages }: ReceivedMessages): Arrived[] {
  return messages.flatMap((flow) => (flow.arrival ? [{ flow, mail: flow.arrival }] : []));
}

/** Why nothing can be said about mails that are not there. */
export function whyNothingArrived({ messages }: ReceivedMessages): string {
  return `no mail arrived to look at (${messages.map(({ flow }) => flow).join(', ')})`;
}

/** The one From domain of a mail. */
export function fromDomain(mail: Pick<ReceivedMail, 'from'>): string | undefined {
  return mail.from.length === 1 ? mail.from[0]?.domain : undefined;
}

/** The domain under which everything belongs to the sender: by DMARC's tree walk, or the From domain where DNS did not say. */
export function organisationOf(mail: ReceivedMail): string {
  return mail.dmarc?.organisation ?? fromDomain(mail) ?? '';
}

/** When it was received, for proofs. */
export function receivedLine({ flow, mail }: Arrived): string {
  return `the ${flow.flow} mail that arrived at ${mail.at.slice(0, 19).replace('T', ' ')} UTC`;
}

export const AGAIN = 'Then let the app send the mail again and look: launch-ready mail';

const DAY_MS = 86_400_000;
/** True for a mail of an earlier day: what DNS says now may differ from what it said then. */
export function isOld(mail: Pick<ReceivedMail, 'at'>, now: number): boolean {
  return now - Date.parse(mail.at) > DAY_MS;
}
