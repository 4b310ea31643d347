// A category of the palette, which folds; it is open while somebody searches.

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { KindDescription } from "../../bridge/shapes.ts";
import { categoryText, fieldText } from "../strings/kinds.ts";
import { paletteText as text } from "../strings/palette.ts";
import { byField } from "./groups.ts";
import { PaletteItem } from "./palette-item.tsx";

interface Props {
  readonly category: KindDescription["category"];
  readonly kinds: readonly KindDescription[];
  readonly searching: boolean;
}

const FOLDED = "millrace.palette.folded";

export function PaletteGroup({ category, kinds, searching }: Props) {
  const [folded, setFolded] = useState(() => stored().includes(category));
  const open = searching || !folded;
  const fields = byField(kinds);
  const toggle = () => {
    const others = stored().filter((other) => other !== category);
    localStorage.setItem(FOLDED, JSON.stringify(folded ? others : [...others, category]));
    setFolded(!folded);
  };
  return (
    <section aria-label={categoryText[category]}>
      <button className="mr-palette-category" aria-expanded={open} onClick={toggle}>
        <ChevronRight size={14} aria-hidden className={open ? "mr-palette-open" : undefined} />
        <span>{categoryText[category]}</span>
        <span className="mr-palette-count mr-numbers">{kinds.length}</span>
      </button>
      {open &&
        (searching || fields.length < 2 ? (
          <Items kinds={kinds} />
        ) : (
          fields.map(({ field, kinds }) => (
            <section key={field} aria-label={text.ofField(categoryText[category], fieldText[field])}>
              <p className="mr-palette-field" aria-hidden>
                {fieldText[field]}
              </p>
              <Items kinds={kinds} />
            </section>
          ))
        ))}
    </section>
  );
}

function Items({ kinds }: { readonly kinds: readonly KindDescription[] }) {
  return (
    <ul className="mr-palette-list">
      {kinds.map((kind) => (
        <PaletteItem key={kind.kind} kind={kind} />
      ))}
    </ul>
  );
}

function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(FOLDED) ?? "[]");
    return Array.isArray(kept) ? kept.map(String) : [];
  } catch {
    return [];
  }
}
