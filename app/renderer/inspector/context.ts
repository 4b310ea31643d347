// What the parts of the inspector share without handing it through: the window's shell, and the columns that reach the node.

import { createContext, useContext } from "react";
import type { Schema } from "../../../engine/frames/types.ts";
import type { Shell } from "../shell.ts";
import type { Param } from "./catalog-types.ts";

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("The inspector has no shell.");
  return shell;
}

/** By input port; empty while nothing is known. */
export const InputsContext = createContext<Readonly<Record<string, Schema>>>({});

/** Columns that it gives, by output port. */
export const OutputsContext = createContext<Readonly<Record<string, Schema>>>({});

/** The model that the node runs, as the workflow names it; empty for none. */
export const ModelContext = createContext("");

/** The columns a param's picker offers from; null while nothing is known of its input. */
export function useInput(param: Param): Schema | null {
  const inputs = useContext(InputsContext);
  return inputs[param.port ?? "in"] ?? null;
}
