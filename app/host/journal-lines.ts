// A journal as text: the first line holds the text that its commands stand on, the others the commands, and where gestures begin.

import * as z from "zod/mini";
import { stepShape, type Opened } from "../bridge/shapes.ts";

type Recovery = NonNullable<Opened["recovery"]>;

/** Commands, and the gestures they belong to. */
export type Edits = Pick<Recovery, "commands" | "steps">;

export interface Head {
  /** The process that writes it. */
  readonly pid: number;
  /** The page that makes the commands; an older version wrote none. */
  readonly page?: string;
  readonly text: string;
}

const headShape = z.object({ pid: z.number(), page: z.optional(z.string()), text: z.string() });
const commandShape = z.looseObject({ do: z.string() });
const stepLine = z.pick(stepShape, { is: true, label: true });
const lineShape = z.union([commandShape, z.object({ step: stepLine })]);

/** Titles may be as long as one likes; nobody reads more of them in a menu. */
const LONGEST_LABEL = 200;

export function headLine({ pid, page, text }: Head): string {
  return `${JSON.stringify({ pid, page, text })}\n`;
}

export function editLines({ commands, steps }: Edits): string {
  const begin = new Map(steps.map((step) => [step.at, step]));
  return commands
    .map((command, at) => {
      const step = begin.get(at);
      return (
        (step ? line({ step: { is: step.is, label: step.label.slice(0, LONGEST_LABEL) } }) : "") +
        line(command)
      );
    })
    .join("");
}

function line(item: object): string {
  return `${JSON.stringify(item)}\n`;
}

/** Throws where it does not begin as one. */
export function readHead(text: string): Head {
  const end = text.indexOf("\n");
  return headShape.parse(JSON.parse(end < 0 ? text : text.slice(0, end)));
}

/** Up to what cannot be read: a kill in the middle of a write leaves half a line, and nothing stands behind it. */
export function readEdits(text: string): Edits {
  const commands: Recovery["commands"] = [];
  const steps: Recovery["steps"] = [];
  for (const each of text.split("\n").slice(1)) {
    const read = readLine(each);
    if (!read) break;
    if ("do" in read) commands.push(read as unknown as Recovery["commands"][number]);
    else steps.push({ at: commands.length, ...read.step });
  }
  return { commands, steps: steps.filter(({ at }) => at < commands.length) };
}

function readLine(text: string): z.output<typeof lineShape> | null {
  try {
    return lineShape.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
