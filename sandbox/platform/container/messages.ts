/** Values of an event or of headers: one, or one per repetition. */
export type HeaderValues = Record<string, string | string[]>;

/** What a container gets once, before its first request. */
export interface ContainerSetup {
  readonly handlerFile: string;
  readonly context: {
    readonly serviceSid: string;
    readonly environmentSid: string;
    readonly domainName: string;
    readonly accountSid: string | null;
    readonly authToken: string | null;
    readonly variables: Readonly<Record<string, string>>;
  };
  /** Private assets by path, as `Runtime.getAssets()` lists them. */
  readonly assetFiles: Readonly<Record<string, string>>;
  /** Functions by path without the leading slash, as `Runtime.getFunctions()` lists them. */
  readonly functionFiles: Readonly<Record<string, string>>;
}

/** One request, sent to the container. */
export interface InvokeMessage {
  readonly invocationId: number;
  readonly path: string;
  readonly event: Record<string, unknown>;
  readonly setup: ContainerSetup;
}

/** The answer of a Function, ready to be written to the caller. */
export interface FunctionReply {
  readonly statusCode: number;
  readonly headers: HeaderValues;
  readonly body: string | Buffer;
}

/** What a container sends back for one request. */
export interface ReplyMessage {
  readonly invocationId: number;
  readonly reply: FunctionReply;
  /**
   * Set when the Function threw or rejected outside its callback: the container is then useless.
   */
  readonly crash?: string;
}
