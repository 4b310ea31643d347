// What the browser may do with what it gets: nothing but run the editor's own files.

import { PAGE_POLICY } from "../host/editor-page.ts";

export const SAFE_HEADERS = {
  "Content-Security-Policy": PAGE_POLICY,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  // The first address holds the token.
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;
