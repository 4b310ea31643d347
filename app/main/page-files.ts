// Serves the editor's page on app://millrace/ from one folder, and nothing beside it.

import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { FILE_TYPES, PAGE_POLICY } from "../host/editor-page.ts";

export const SCHEME = "app";
export const ORIGIN = `${SCHEME}://millrace`;
export const PAGE = `${ORIGIN}/index.html`;

/** Whether an address is of the page itself: only such may call. */
export function isPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}` === PAGE;
}

/** The file an address means; null for one that lies outside the folder, or that no page asks for. */
export function fileOf(url: string, folder: string): string | null {
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== ORIGIN) return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (/[\\\0:]/.test(path) || !Object.hasOwn(FILE_TYPES, extname(path))) return null;
  const file = join(folder, path);
  return file.startsWith(folder + sep) ? file : null;
}

export async function answerPage(request: Request, folder: string): Promise<Response> {
  const file = request.method === "GET" ? fileOf(request.url, folder) : null;
  if (file === null) return new Response(null, { status: 403 });
  try {
    const headers = {
      "Content-Type": FILE_TYPES[extname(file)],
      "Content-Security-Policy": PAGE_POLICY,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-cache",
    };
    return new Response(new Uint8Array(await readFile(file)), { headers });
  } catch {
    return new Response(null, { status: 404 });
  }
}
