// A part of the inspector that folds; whether it is folded outlives the window.

import { ChevronRight } from "lucide-react";
import { useId, useState, type ReactNode } from "react";

interface Props {
  readonly name: string;
  readonly title: string;
  readonly id?: string;
  /** Something short at the right: a count. */
  readonly mark?: ReactNode;
  readonly folded?: boolean;
  readonly children: ReactNode;
}

const STORED = "millrace.inspector";

export function Section({ name, title, id, mark, folded = false, children }: Props) {
  const [open, setOpen] = useState(() => stored()[name] ?? !folded);
  const body = useId();
  const toggle = () => {
    setOpen(!open);
    localStorage.setItem(STORED, JSON.stringify({ ...stored(), [name]: !open }));
  };
  return (
    <section className="mr-section" id={id}>
      <h2>
        <button type="button" aria-expanded={open} aria-controls={body} onClick={toggle}>
          <ChevronRight size={14} aria-hidden className="mr-chevron" />
          <span>{title}</span>
          {mark !== undefined && <span className="mr-section-mark mr-numbers">{mark}</span>}
        </button>
      </h2>
      <div id={body} className="mr-section-body" hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}

function stored(): Readonly<Record<string, boolean>> {
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "{}") as Record<string, boolean>;
  } catch {
    return {};
  }
}
