// How is a command carried out? As a pure function: document in, document out, or a refusal and nothing changed.

import type { Command } from "./command.ts";
import { edit } from "./edit.ts";
import { refusalOf, type Refusal, type RefusalCode } from "./refusal.ts";
import type { WorkflowDocument } from "./types.ts";

/** Thrown for a command that cannot be done. `refusalOf` answers the same as a value, for asking beforehand. */
export class CommandRefused extends Error {
  override readonly name = "CommandRefused";
  readonly code: RefusalCode;
  readonly refusal: Refusal;
  readonly command: Command;

  constructor(refusal: Refusal, command: Command) {
    super(refusal.message);
    this.code = refusal.code;
    this.refusal = refusal;
    this.command = command;
  }
}

/** The document after one command. Throws `CommandRefused`. */
export function applyCommand(document: WorkflowDocument, command: Command): WorkflowDocument {
  const refusal = refusalOf(document, command);
  if (refusal) throw new CommandRefused(refusal, command);
  return edit(document, command);
}

/** The document after all commands, each seeing what those before it did: all of them or, with a throw, none. */
export function applyCommands(document: WorkflowDocument, commands: readonly Command[]): WorkflowDocument {
  return commands.reduce(applyCommand, document);
}
