import type { TimedChatAnswer } from '../drivers/chat/ask-chat.ts';
import type { Exchange } from '../drivers/http.ts';
import type { Account } from '../model/journey.ts';
import type { Visitor } from './visitor.ts';

/** A mail that came to the address of this run. Raw outside text. */
export interface ReceivedMail {
  readonly subject: string;
  readonly text: string;
  /** Absolute addresses in it, in order. */
  readonly links: readonly URL[];
}
/** Where the mails of a run arrive. */
export interface Inbox {
  /** Where the app can send to. */
  readonly address: string;
  /** Must be called before the app is made to send. */
  expect(signal: AbortSignal): Promise<{ arrival(signal: AbortSignal): Promise<ReceivedMail> }>;
}

/** Fresh words of one run of one journey. */
export interface RunWords {
  /** Nobody has used it before. */
  readonly token: string;
  readonly address: string;
  readonly password: string;
}

/** What a step was seen doing, for the report. */
export interface StepNotes {
  exchange?: Exchange;
  firstTextMs?: number;
}

/** What a journey is made of: everything it does goes through here, step by step. */
export interface Tools {
  readonly words: RunWords;
  readonly visitor: Visitor;
  /** Another visitor, who knows nothing. */
  stranger(): Visitor;
  /**
   * One step: what `act` throws ends the journey there. `name` says what is done, such as "open the log-in page".
   * @returns what `act` returns
   */
  step<T>(name: string, act: (signal: AbortSignal) => Promise<T>, withinMs?: number): Promise<T>;
  /** Asks the chat at one address a question, as the visitor. */
  chat(message: string, signal: AbortSignal): Promise<TimedChatAnswer>;
  /** Whether the config names a chat. */
  readonly hasChat: boolean;
  readonly inbox: Inbox | undefined;
  /** Who may log in, with the password; `undefined` when the config names nobody. */
  account(): { readonly email: string; readonly password: string } | undefined;
  /** The value of an environment variable, which is kept out of everything that is shown. */
  env(name: string): string;
  /** Makes outside text showable: what is secret in this run is taken out. */
  clean(text: string): string;
  readonly accounts: readonly Account[];
}
