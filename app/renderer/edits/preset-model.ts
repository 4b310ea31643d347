// Models that a kind is known to work with: all that belongs to one is set in one step, with its bytes pinned.

import { isReference } from "../../../engine/document/model-reference.ts";
import type { Command } from "../../../engine/document/command.ts";
import type { KindDescription, LibraryEntry } from "../../bridge/shapes.ts";
import { choicesFor, fillCommands, filesOf, pinCommand, type LibraryFileChoice } from "./library-model.ts";

type Preset = KindDescription["presets"][number];
type Param = KindDescription["params"][number];
type Usable = ReadonlyMap<string, LibraryFileChoice>;

interface KnownModel {
  /** As the library calls it. */
  readonly title: string;
  readonly commands: readonly Command[];
}

/** References to files of the library among a preset's params. */
export function modelsOf({ params }: Pick<Preset, "params">): readonly string[] {
  return Object.values(params).filter(
    (value): value is string => typeof value === "string" && isReference(value),
  );
}

/** A kind that a set of the library is made for, with all that it is set to. */
interface MadeFor<K> {
  readonly kind: K;
  readonly preset: Preset;
  readonly pins: readonly Command[];
}

/** The kind that names files of this set and of no other; null where none does. */
export function madeFor<K extends Pick<KindDescription, "presets">>(
  entry: LibraryEntry,
  kinds: Iterable<K>,
): MadeFor<K> | null {
  const files = new Map(filesOf(entry).map((choice) => [choice.reference, choice]));
  for (const kind of kinds)
    for (const preset of kind.presets) {
      const references = modelsOf(preset);
      const choices = references.flatMap((reference) => files.get(reference) ?? []);
      if (choices.length > 0 && choices.length === references.length)
        return { kind, preset, pins: choices.map(pinCommand) };
    }
  return null;
}

/** The node set as the kind is made to be with the set. */
export function commandsToSet(
  { preset, pins }: Pick<MadeFor<unknown>, "preset" | "pins">,
  node: string,
): readonly Command[] {
  const set = Object.entries(preset.params).map(([param, value]): Command => ({
    do: "set-param",
    id: node,
    param,
    value,
  }));
  return [...set, ...pins];
}

/** What fills this param and the others that go with it, where it can be used now. */
export function knownModels(
  { presets }: Pick<KindDescription, "presets">,
  { node, param }: { readonly node: string; readonly param: string },
  usable: Usable,
): readonly KnownModel[] {
  return presets.flatMap((preset): KnownModel[] => {
    const references = modelsOf(preset);
    const choices = references.flatMap((reference) => usable.get(reference) ?? []);
    const own = choices.find(({ reference }) => reference === preset.params[param]);
    if (!own || choices.length < references.length) return [];
    const pins = choices.map(pinCommand);
    return [{ title: own.entry.title, commands: commandsToSet({ preset, pins }, node) }];
  });
}

/** Those first that the kind itself names for this param: which of many files is a dictionary their endings do not tell. */
export function knownFirst(
  choices: readonly LibraryFileChoice[],
  { presets }: Pick<KindDescription, "presets">,
  param: string,
): { readonly known: readonly LibraryFileChoice[]; readonly others: readonly LibraryFileChoice[] } {
  const named = new Set(presets.map(({ params }) => params[param]));
  return {
    known: choices.filter(({ reference }) => named.has(reference)),
    others: choices.filter(({ reference }) => !named.has(reference)),
  };
}

/** What a set that was installed for this param comes to at its node; null where a person has to say which file is meant. */
export function commandsToTake(
  entry: LibraryEntry,
  kind: Pick<KindDescription, "presets">,
  param: Pick<Param, "name" | "extensions">,
  node: string,
): readonly Command[] | null {
  const at = { node, param: param.name };
  const usable = new Map(filesOf(entry).map((choice) => [choice.reference, choice]));
  const known = knownModels(kind, at, usable).at(0);
  if (known) return known.commands;
  const choices = choicesFor([entry], param);
  return choices.length === 1 ? fillCommands(choices[0], at) : null;
}
