// The services as one node of a run uses them: the run is told which models the node opened, and what it prints.

import type { HostServices, ModelSession } from "../sdk/services.ts";
import type { EventLog } from "./event-log.ts";
import type { ModelUse } from "./events.ts";

export class NodeServices {
  readonly host: HostServices;
  readonly #node: string;
  readonly #sessions: ModelSession[] = [];

  /** `warn` is told what a model warns of. */
  constructor(
    node: string,
    host: HostServices,
    events: EventLog,
    warn: (code: string, message: string) => void,
  ) {
    const { models, output } = host;
    this.#node = node;
    this.host = {
      ...host,
      models: {
        describe: (path, signal) => models.describe(path, signal),
        open: async (path, options) => {
          const session = await models.open(path, { onWarning: warn, ...options });
          this.#sessions.push(session);
          return session;
        },
      },
      output: {
        width: output.width,
        print: (text) => {
          output.print(text);
          events.emit({ type: "printed", node, text });
        },
      },
    };
  }

  /** Where its models run now, or ran until they were closed. */
  get models(): readonly ModelUse[] {
    return this.#sessions.map(({ provider, placement, refused = [] }) => ({
      node: this.#node,
      provider,
      placement,
      ...(refused.length > 0 && { refused }),
    }));
  }
}

/** Each once: parts of a run open the same models again and again. */
export function distinctModels(models: readonly ModelUse[]): readonly ModelUse[] {
  const keyOf = ({ node, provider, placement }: ModelUse) => JSON.stringify([node, provider, placement]);
  return [...new Map(models.map((model) => [keyOf(model), model])).values()];
}
