// Under the text of a field: the same text, unseen, with the part that is wrong underlined.

import { useMemo } from "react";
import type { Issue } from "../../../../engine/document/issue.ts";
import { errorMark } from "../logic/error-mark.ts";

interface Props {
  readonly text: string;
  readonly issues: readonly Issue[];
  /** How far the text is scrolled. */
  readonly scrolled: number;
}

export function ErrorMarks({ text, issues, scrolled }: Props) {
  const marks = useMemo(
    () =>
      issues.flatMap(({ at, got, severity }) => {
        // An issue about the text of a moment ago has its place in that.
        const mark = got === text || got?.endsWith("…") ? errorMark(text, at) : null;
        return mark ? [{ ...mark, severity }] : [];
      }),
    [text, issues],
  );
  return marks.map(({ before, marked, severity }, i) => (
    <div key={i} className="mr-error-marks" style={{ transform: `translateY(${-scrolled}px)` }} aria-hidden>
      {before}
      <mark data-severity={severity}>{marked}</mark>
    </div>
  ));
}
