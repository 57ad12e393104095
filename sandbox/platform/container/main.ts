import { createRequire } from 'node:module';
import { installGlobals, LazyTwilio } from './function-globals';
import { buildErrorReply, buildReply } from './function-reply';
import type { ContainerSetup, FunctionReply, InvokeMessage, ReplyMessage } from './messages';

type Handler = (
  context: object,
  event: object,
  callback: (error?: unknown, payload?: unknown) => void,
) => unknown;

let twilio: LazyTwilio | undefined;
let handler: Handler | undefined;
let currentInvocationId = 0;

// The platform is gone.
process.on('disconnect', () => process.exit());

process.on('message', (message: InvokeMessage) => invoke(message));

// A rejected promise that nobody handles arrives here too.
process.on('uncaughtException', (error: unknown) => {
  send(currentInvocationId, buildErrorReply(error), String(error), () => process.exit(1));
});

function invoke({ invocationId, path, event, setup }: InvokeMessage): void {
  currentInvocationId = invocationId;
  let isAnswered = false;
  const answer = (reply: FunctionReply): void => {
    if (isAnswered) return;
    isAnswered = true;
    send(invocationId, reply);
  };
  try {
    const lazyTwilio = prepare(setup);
    handler ??= loadHandler(setup.handlerFile);
    handler(buildContext(path, setup, lazyTwilio), event, (error, payload) => {
      answer(error ? buildErrorReply(error) : serialise(payload, lazyTwilio));
    });
  } catch (error) {
    answer(buildErrorReply(error));
  }
}

function prepare(setup: ContainerSetup): LazyTwilio {
  if (twilio === undefined) {
    twilio = new LazyTwilio(setup);
    installGlobals(setup, twilio);
  }
  return twilio;
}

function loadHandler(handlerFile: string): Handler {
  const loaded = createRequire(handlerFile)(handlerFile) as { handler?: unknown };
  if (typeof loaded.handler !== 'function')
    throw new Error(`no "handler" function in ${handlerFile}`);
  return loaded.handler as Handler;
}

function serialise(payload: unknown, lazyTwilio: LazyTwilio): FunctionReply {
  try {
    return buildReply(payload, lazyTwilio);
  } catch (error) {
    // For instance TwiML of a second copy of the package, which JSON cannot hold because it is circular.
    return buildErrorReply(error);
  }
}

function buildContext(path: string, setup: ContainerSetup, lazyTwilio: LazyTwilio): object {
  const { serviceSid, environmentSid, domainName, accountSid, authToken, variables } =
    setup.context;
  return {
    PATH: path,
    DOMAIN_NAME: domainName,
    SERVICE_SID: serviceSid,
    ENVIRONMENT_SID: environmentSid,
    ...(accountSid === null ? {} : { ACCOUNT_SID: accountSid }),
    ...(authToken === null ? {} : { AUTH_TOKEN: authToken }),
    ...variables,
    getTwilioClient: (options?: object) => lazyTwilio.buildClient(options),
  };
}

function send(
  invocationId: number,
  reply: FunctionReply,
  crash?: string,
  whenSent?: () => void,
): void {
  const message: ReplyMessage = { invocationId, reply, ...(crash === undefined ? {} : { crash }) };
  process.send?.(message, undefined, undefined, whenSent);
}
