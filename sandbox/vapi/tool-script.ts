/** What an assistant does once it has heard the caller, instead of saying goodbye. */
export interface ToolScript {
  /** Name of the tool that it calls. */
  readonly tool: string;
  /** What the model fills in. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /**
   * How the arguments are written: `object` as in live traffic, `text` as in the schema, `flat` as in
   * the guides. Default `object`.
   */
  readonly shape?: 'object' | 'text' | 'flat';
  /** How often the tool call is delivered. Default 1. */
  readonly deliveries?: 1 | 2;
  /** How somebody who is not Vapi, or who has a worthless token, changes it. */
  readonly forgery?: Forgery;
}

/** A tool call that must move nobody. */
export type Forgery =
  | { readonly kind: 'wrong-secret' }
  | { readonly kind: 'no-secret' }
  /** One character of the static token is another. */
  | { readonly kind: 'tampered-token' }
  /** The static token is this one, of another call. */
  | { readonly kind: 'other-token'; readonly token: string };

/** A tool call that was delivered, and what came back. */
export interface ToolExchange {
  readonly toolCallId: string;
  /** By the sandbox's clock. */
  readonly sentAtMs: number;
  /** 0 where no answer came in time. */
  readonly status: number;
  /** As they were answered; empty where the answer has none. */
  readonly results: readonly ToolResult[];
}

/** One entry of an answer, as far as it is a string. */
export interface ToolResult {
  readonly toolCallId: string | undefined;
  readonly result: string | undefined;
  readonly error: string | undefined;
}

/** A caller asks for a person: the script of the tool that a switchboard gives its assistants. */
export function askForPerson(
  destination: string,
  summary: string,
  more: Partial<ToolScript> = {},
): ToolScript {
  return { tool: 'transfer_to_person', arguments: { destination, summary }, ...more };
}
