// Keys as text: "Mod+Shift+Z", where Mod is Cmd on macOS and Ctrl elsewhere. How an event is named, shown, compared.

/** In the order in which they are written. Ctrl is macOS's own Ctrl key. */
const MODIFIERS = ["Mod", "Ctrl", "Alt", "Shift"] as const;
type Modifier = (typeof MODIFIERS)[number];

const NAMES: Readonly<Record<string, string>> = { " ": "Space", "+": "Plus", Esc: "Escape" };
const SHOWN: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Plus: "+",
  Escape: "Esc",
  Delete: "Del",
};
const SHOWN_MAC: Readonly<Record<string, string>> = {
  ...SHOWN,
  Mod: "⌘",
  Ctrl: "⌃",
  Alt: "⌥",
  Shift: "⇧",
  Enter: "↩",
  Backspace: "⌫",
  Delete: "⌦",
};

export type KeyEvent = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> & {
  /** Where there is a third level of the keyboard, its key is no Ctrl+Alt. */
  readonly altGraph?: boolean;
};

export function isMac(platform: string): boolean {
  return /mac|iphone|ipad/i.test(platform);
}

/** The same text for the same keys: "shift+ctrl+z" is "Mod+Shift+Z" off macOS. null when no key is named. */
export function normalKey(text: string, mac = false): string | null {
  // The last plus may be the key itself.
  const parts = text.replace(/\+\+$|^\+$/, (end) => (end === "+" ? "Plus" : "+Plus")).split("+");
  const name = parts.at(-1)?.trim() ?? "";
  const modifiers = new Set(parts.slice(0, -1).map((part) => modifierOf(part.trim(), mac)));
  if (name === "" || modifiers.has(null) || modifierOf(name, mac)) return null;
  return written(modifiers as Set<Modifier>, name);
}

/** The name of what was pressed; null for a modifier alone. */
export function keyOf(event: KeyEvent, mac: boolean): string | null {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead", "Unidentified"].includes(event.key))
    return null;
  const modifiers = new Set<Modifier>();
  if (!event.altGraph) {
    if (mac ? event.metaKey : event.ctrlKey) modifiers.add("Mod");
    if (mac && event.ctrlKey) modifiers.add("Ctrl");
    if (event.altKey) modifiers.add("Alt");
  }
  if (event.shiftKey) modifiers.add("Shift");
  // With Alt a letter key writes another sign on macOS: there its place on the keyboard names it.
  const place = modifiers.has("Alt") ? /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] : undefined;
  return written(modifiers, place ?? event.key);
}

/** As people know it: `Ctrl+Shift+Z`, `⇧⌘Z`. */
export function shownKey(key: string, mac: boolean): string {
  const parts = key.split("+");
  if (!mac) return parts.map((part) => (part === "Mod" ? "Ctrl" : (SHOWN[part] ?? part))).join("+");
  const order = ["Ctrl", "Alt", "Shift", "Mod"];
  const name = parts[parts.length - 1];
  const before = order.filter((modifier) => parts.slice(0, -1).includes(modifier));
  return [...before, name].map((part) => SHOWN_MAC[part] ?? part).join("");
}

/** Ids of actions that wait for the same key, by the key. */
export function conflictsOf(
  keys: Iterable<readonly [id: string, keys: readonly string[]]>,
): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const [id, list] of keys)
    for (const key of new Set(list)) byKey.set(key, [...(byKey.get(key) ?? []), id]);
  return new Map([...byKey].filter(([, ids]) => ids.length > 1));
}

function written(modifiers: ReadonlySet<Modifier>, key: string): string {
  const name = NAMES[key] ?? (key.length === 1 || /^f\d+$/.test(key) ? key.toUpperCase() : key);
  // The shift that writes "?" is part of the sign; that of a letter is not.
  const isSign = name.length === 1 && name.toLowerCase() === name.toUpperCase();
  const kept = MODIFIERS.filter(
    (modifier) => modifiers.has(modifier) && !(modifier === "Shift" && (isSign || name === "Plus")),
  );
  return [...kept, name].join("+");
}

function modifierOf(name: string, mac: boolean): Modifier | null {
  const lower = name.toLowerCase();
  if (lower === "mod" || lower === "cmd" || lower === "meta") return "Mod";
  if (lower === "ctrl" || lower === "control") return mac ? "Ctrl" : "Mod";
  if (lower === "alt" || lower === "option") return "Alt";
  return lower === "shift" ? "Shift" : null;
}
