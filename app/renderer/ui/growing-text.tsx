// A field for text that is as high as what stands in it.

import { Textarea, type TextareaProps } from "@mantine/core";
import type { CSSProperties, RefAttributes } from "react";
import "./growing-text.css";

interface Props
  extends Omit<TextareaProps, "autosize" | "minRows" | "maxRows">, RefAttributes<HTMLTextAreaElement> {
  /** Lines it has room for at least, and at the most before it scrolls. */
  readonly rows: number;
  readonly mostRows: number;
}

/** Chromium does it by itself. By script (elsewhere) the page is laid out twice more with every key. */
const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

export function GrowingText({ rows, mostRows, className = "", ...props }: Props) {
  if (!GROWS_BY_ITSELF)
    return <Textarea {...props} className={className} autosize minRows={rows} maxRows={mostRows} />;
  const heights = { "--mr-rows": rows, "--mr-most-rows": mostRows } as CSSProperties;
  return <Textarea {...props} className={`mr-growing ${className}`} style={heights} />;
}
