/* A user flow, written once: smoke test, load scenario, monitor, deploy gate and handover evidence. */

/** What a journey proves. `other` is a flow that only this app has. */
export const FLOWS = [
  'home',
  'health',
  'signup',
  'login',
  'logout',
  'password-reset',
  'chat-start',
  'chat-message',
  'lead-form',
  'confirmation-mail',
  'webhook',
  'auth-callback',
  'other',
] as const;
export type Flow = (typeof FLOWS)[number];

export const JOURNEY_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type JourneyMethod = (typeof JOURNEY_METHODS)[number];

/**
 * Texts of a journey may hold `{name}`: what an earlier step saved, `{token}` (a fresh random word of this run), `{address}` (a mail address that this run
 * receives at), `{password}` (a fresh one), `{env.NAME}` (an environment variable; its value is never shown or kept).
 */
export type StepAction =
  | {
      readonly type: 'http';
      readonly method: JourneyMethod;
      /** Absolute, or a path of the app. */
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: { readonly as: 'json' | 'form' | 'text'; readonly value: unknown };
      /** Whether redirects are followed, as browsers do. */
      readonly follow: boolean;
    }
  /** Fills in a form of the page that the step before opened, as a person would: fields by name, label or type. Hidden fields are sent as they are. */
  | { readonly type: 'submit'; readonly fields: Readonly<Record<string, string>> }
  /** Asks the chat of the config one question. */
  | { readonly type: 'chat'; readonly message: string }
  /** Waits for a mail to the address of this run. */
  | { readonly type: 'mail' };

/** What must be so after the step. */
export interface Expectation {
  /** `200`, `2xx`. */
  readonly status?: readonly string[];
  /** What people can read on the page, in the answer, in the mail. */
  readonly text?: readonly string[];
  readonly notText?: readonly string[];
  /** Path at which the visitor ends up. */
  readonly path?: string;
  /** Value at a dotted path of the JSON answer. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Part of the value of a header. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Names of cookies that the visitor has, or has not. */
  readonly cookies?: readonly string[];
  readonly notCookies?: readonly string[];
  /** Of a chat: its first text came within this time. */
  readonly firstTextMs?: number;
}

/** What is taken out of the answer, for later steps. */
export type Saving =
  /** Dotted path in the JSON answer. */
  | { readonly from: 'json'; readonly what: string }
  | { readonly from: 'header'; readonly what: string }
  /** Value of a form field on the page. */
  | { readonly from: 'field'; readonly what: string }
  /** The first link whose address or text has this in it. */
  | { readonly from: 'link'; readonly what: string };

export interface Step {
  /** In the words of the report. */
  readonly name: string;
  readonly action?: StepAction;
  readonly expect: Expectation;
  readonly save: Readonly<Record<string, Saving>>;
  readonly withinMs: number;
}

/** A journey of the config. */
export interface Journey {
  readonly name: string;
  readonly flow: Flow;
  readonly steps: readonly Step[];
}

/** Somebody who may log in. The password is in the environment. */
export interface Account {
  readonly name: string;
  readonly email: string;
  readonly passwordEnv: string;
}
