// A title while it is edited where it stands: Enter and leaving keep what is written, Escape does not.

import { useEffect, useRef, type KeyboardEvent } from "react";
import { useWorkspace } from "../workspace.tsx";

const MOST_LETTERS = 120;

interface Props {
  readonly label: string;
  readonly title: string;
  readonly className?: string;
  /** Once, with the new title; null where it stays as it is. */
  readonly onEnd: (title: string | null) => void;
}

export function TitleField({ label, title, className = "", onEnd }: Props) {
  const { canvas } = useWorkspace();
  const field = useRef<HTMLInputElement>(null);
  // To take the field away is to leave it: what comes after the end means nothing.
  const ended = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const end = (keep: boolean) => {
    if (ended.current) return;
    ended.current = true;
    const written = field.current?.value.trim() ?? "";
    onEnd(keep && written !== "" && written !== title ? written : null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== "Enter" && event.key !== "Escape") return;
    end(event.key === "Enter");
    canvas.current?.focus();
  };
  return (
    <input
      ref={field}
      className={`mr-title-field nodrag ${className}`}
      aria-label={label}
      defaultValue={title}
      maxLength={MOST_LETTERS}
      onKeyDown={onKeyDown}
      onBlur={() => end(true)}
    />
  );
}
