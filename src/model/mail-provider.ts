import type { EntrySource } from './catalogue.ts';

/** What one mail service asks of the DNS of its customers. Entries are in `data/mail-providers.ts`. */
export interface MailProvider {
  readonly id: string;
  readonly title: string;
  /** `mailbox`: people's mail; `product`: mail that an application sends; `newsletter`; `forwarder`. */
  readonly kind: 'mailbox' | 'product' | 'newsletter' | 'forwarder';
  readonly spf: {
    /**
     * Where the service's envelope sender ("Return-Path") is: `@` the From domain itself, a label under it, or nowhere (empty): then it uses a domain of
     * its own and needs no SPF of the customer. Any one place is enough; the first is what the service proposes.
     */
    readonly places: readonly string[];
    /** Host to include there. */
    readonly include: string | null;
    /** Includes that people add for this service, `include` among them. */
    readonly includes: readonly string[];
    /** Includes that people invent for this service; there is no SPF at these names. */
    readonly mistaken?: readonly string[];
    /** The place is a CNAME to this instead of a TXT record. */
    readonly alias?: string;
    /** Endings of CNAME targets that may stand at the place: SPF behind them is the service's own, whatever it includes. */
    readonly aliases?: readonly string[];
    /** While nothing stands at the places the service uses a domain of its own, so that its mail passes SPF all the same. */
    readonly optional?: boolean;
  };
  readonly dkim: {
    /** Selectors the service uses; empty when each customer gets random ones. */
    readonly selectors: readonly string[];
    /** The customer cannot choose other names. */
    readonly fixed: boolean;
    readonly record: 'TXT' | 'CNAME';
    /** CNAME target with `{selector}`, `{domain}`, `{dashed}`, when it can be told without logging in. */
    readonly target?: string;
    /** How the value begins or ends, to recognise the right one. */
    readonly looksLike: string;
  };
  /** Host name endings of its mail exchanges; empty when it takes no mail. */
  readonly mx: readonly string[];
  /** Where to click for the records. */
  readonly where: string;
  readonly source: EntrySource;
}
