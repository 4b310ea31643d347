// What web interfaces answered when a workflow was exported: the program is proved by these, and asks nobody.

import { readFileSync, writeFileSync, mkdirSync, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleaned, withoutSecrets } from "../../host/handed-out.ts";
import type { Plan } from "../../plan/types.ts";
import { run } from "../../runtime/run.ts";
import { MillraceError } from "../../sdk/errors.ts";
import type { HostServices, HttpAnswer, HttpRequest, Network } from "../../sdk/services.ts";

/** Below the program's folder. */
export const ANSWERS = "selftest/data/answers.json";
/** What actions would send. No id of a node has a blank. */
export const SENT = "what nodes send.jsonl";

interface RecordedAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Of the answer, those that say where it goes on, and what it is. */
const KEPT_HEADERS = ["content-type", "link"];

/** Asks for the first rows of each source of the network, and writes the answers down without secrets. */
export async function recordAnswers(
  plan: Plan,
  host: HostServices,
  {
    folder,
    limit,
    signal,
  }: { readonly folder: string; readonly limit: number; readonly signal?: AbortSignal },
): Promise<void> {
  const answers: RecordedAnswer[] = [];
  const recording = { ...host, network: recorder(host.network, answers) };
  for (const node of plan.nodes) {
    if (!node.definition.produce || !node.definition.effects.includes("network")) continue;
    const alone = { ...plan, nodes: [node], edges: [] };
    const { error } = await run(alone, { host: recording, limit, signal, dryRun: true }).done;
    if (error) throw notSampled(error);
  }
  if (answers.length === 0) return;
  mkdirSync(dirname(join(folder, ANSWERS)), { recursive: true });
  writeFileSync(join(folder, ANSWERS), `${JSON.stringify(cleaned(answers), null, 2)}\n`);
}

function recorder(network: Network, answers: RecordedAnswer[]): Network {
  return {
    async send(request) {
      const answer = await network.send(request);
      const pieces: Uint8Array[] = [];
      for await (const piece of answer.pieces) pieces.push(piece);
      const headers = Object.fromEntries(
        KEPT_HEADERS.flatMap((name) =>
          answer.headers[name] === undefined ? [] : [[name, answer.headers[name]]],
        ),
      ) as Record<string, string>;
      const body = cleanBody(Buffer.concat(pieces).toString("utf8"));
      answers.push({ url: request.url, status: answer.status, headers, body });
      return { ...answer, pieces: once(pieces) };
    },
  };
}

/** Its bytes where no secret is in it: else written anew, since a mark inside of its text could break it. */
function cleanBody(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    const clean = cleaned(value);
    return clean === value ? body : JSON.stringify(clean);
  } catch {
    return withoutSecrets(body);
  }
}

/** Answers from the recording below `folder`; what is sent elsewhere goes into `sent`, a line each, and nowhere else. */
export function recordedNetwork(folder: string, sent: string[]): Network {
  const path = join(folder, ANSWERS);
  const answers = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as RecordedAnswer[]) : [];
  return {
    isRecorded: true,
    send: async (request) => {
      const found = request.method === "GET" ? answers.find(({ url }) => url === request.url) : undefined;
      if (!found) sent.push(lineOf(request));
      return answerOf(request, found ?? { url: request.url, status: 200, headers: {}, body: "" });
    },
  };
}

/** Without what is another in each run: keys, and when it was. */
function lineOf({ method, url, body }: HttpRequest): string {
  return JSON.stringify({ method, url, body: body ? new TextDecoder().decode(body) : null });
}

function answerOf({ url }: HttpRequest, { status, headers, body }: RecordedAnswer): HttpAnswer {
  return { status, headers, url, pieces: once([new TextEncoder().encode(body)]), end: () => {} };
}

async function* once(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function notSampled(error: {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly node?: string;
}): MillraceError {
  return new MillraceError(error.code, {
    message: `${error.message} An export takes a sample of what each source gives.`,
    node: error.node,
    hint: error.hint,
  });
}
