// The bridge as both sides use it: the editor calls methods, the host has a handler for each. Both check what crosses.

import * as z from "zod/mini";
import {
  calls,
  events,
  type CallName,
  type Calls,
  type EventName,
  type EventOf,
  type Reply,
  type Request,
} from "./calls.ts";
import { failureShape, type Failure } from "./shapes.ts";

type Group = CallName extends `${infer G}.${string}` ? G : never;

/** `bridge.document.open({ path })`, one method for each call of the contract. */
export type Bridge = {
  readonly [G in Group]: {
    readonly [N in CallName as N extends `${G}.${infer Name}` ? Name : never]: (
      request: Request<N>,
    ) => Promise<Reply<N>>;
  };
} & {
  /** Answers how to stop listening. */
  readonly on: <N extends EventName>(name: N, listener: (event: EventOf<N>) => void) => () => void;
};

/** Calls by name with the shapes of what is asked and answered. */
export type CallTable = Readonly<
  Record<string, { readonly request: z.ZodMiniType; readonly reply: z.ZodMiniType }>
>;
/** What carries out each call of a table. */
export type HandlersOf<T extends CallTable> = {
  readonly [N in keyof T]: (request: z.output<T[N]["request"]>) => Promise<z.output<T[N]["reply"]>>;
};
export type Handlers = HandlersOf<Calls>;
export type Emit = <N extends EventName>(name: N, event: EventOf<N>) => void;

/** A call that the host could not carry out. */
export class BridgeError extends Error {
  override readonly name = "BridgeError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** How a host is reached: the answer to a call, or a `BridgeError`; and its events. */
export interface Transport {
  send(name: CallName, request: unknown): Promise<unknown>;
  listen(listener: (name: EventName, event: unknown) => void): () => void;
}

/** The bridge over a transport. */
export function makeBridge(transport: Transport): Bridge {
  const bridge: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(calls) as CallName[]) {
    const [group, method] = name.split(".");
    (bridge[group] ??= {})[method] = async (request: unknown) => {
      const { request: asked, reply } = calls[name];
      const answer = await transport.send(name, check(asked, request, `The editor asked ${name} wrongly`));
      return check(reply, answer, `The answer to ${name} is not what was agreed`);
    };
  }
  const listeners = new Map<string, Set<(event: never) => void>>();
  transport.listen((name, event) => {
    const heard = listeners.get(name);
    if (!heard?.size) return;
    const checked = check(events[name], event, `The event ${name} is not what was agreed`);
    for (const listener of heard) listener(checked as never);
  });
  const on = (name: string, listener: (event: never) => void) => {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listener));
    return () => void set.delete(listener);
  };
  return { ...bridge, on } as unknown as Bridge;
}

/** A host's answer to a call by its name, whatever was sent: a reply, or a failure as data. */
export type Answer = { readonly ok: unknown } | { readonly failed: Failure };

/** Carries out a call of the contract that came from outside. Never throws. */
export function answerCall(
  handlers: Handlers,
  name: string,
  request: unknown,
  describe: (thrown: unknown) => Failure,
): Promise<Answer> {
  return answerFrom(calls, handlers, name, request, describe);
}

/** Carries out a call of a table that came from outside. Never throws. */
export async function answerFrom<T extends CallTable>(
  table: T,
  handlers: HandlersOf<T>,
  name: string,
  request: unknown,
  describe: (thrown: unknown) => Failure,
): Promise<Answer> {
  if (!Object.hasOwn(table, name))
    return {
      failed: { code: "CALL_UNKNOWN", message: `There is no call "${name}".`, hint: "Reload the page." },
    };
  const { request: asks, reply: answers } = table[name];
  try {
    const asked = check(asks, request, `${name} was asked wrongly`);
    const reply = await (handlers[name] as (request: unknown) => Promise<unknown>)(asked);
    return { ok: check(answers, reply, `The answer to ${name} is not what was agreed`) };
  } catch (thrown) {
    return { failed: thrown instanceof BridgeError ? thrown.failure : describe(thrown) };
  }
}

/** The reply in an answer; throws the failure. */
export function replyOf(answer: unknown): unknown {
  if (typeof answer === "object" && answer !== null && "ok" in answer) return answer.ok;
  const failed = z.safeParse(failureShape, (answer as { failed?: unknown } | null)?.failed);
  throw new BridgeError(
    failed.success ? failed.data : { code: "HOST_ANSWER", message: "The host answered something unknown." },
  );
}

function check<T extends z.ZodMiniType>(shape: T, value: unknown, otherwise: string): z.output<T> {
  const result = z.safeParse(shape, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BridgeError({
    code: "BRIDGE_SHAPE",
    message: `${otherwise}: ${issue.path.join(".") || "the whole"}: ${issue.message}.`,
    hint: "Editor and host are of different versions: restart Millrace.",
  });
}
