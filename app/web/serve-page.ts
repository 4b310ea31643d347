// Answers HTTP: the printed link becomes a cookie, and with the cookie come the files of the page. Nothing else.

import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { addressOf } from "./address.ts";
import type { Guard } from "./guard.ts";
import { SAFE_HEADERS } from "./headers.ts";
import { listPage, type PageFile } from "./page-files.ts";

export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function servePage(folder: string, guard: Guard): ServePage {
  let files: ReadonlyMap<string, PageFile> = new Map();

  const serve: ServePage = async (request, response) => {
    const { method } = request;
    if (!guard.isForUs(request))
      return refuse(response, 421, "This address is not the editor's. Open the printed link as it is.");
    if (method !== "GET" && method !== "HEAD") return refuse(response, 405, "Only GET is answered here.");
    const { path, query } = addressOf(request);
    const token = query.get("token");
    if (path === "/" && token !== null) {
      if (!guard.isToken(token)) return refuse(response, 403, "This link is of another start of Millrace.");
      return letIn(request, response, guard);
    }
    if (!guard.hasCookie(request))
      return refuse(response, 403, "Open the link that `millrace edit` printed.");
    // Listed anew with every page, for those who build it while it is served.
    if (path === "/" || files.size === 0) files = await listPage(folder);
    const file = files.get(path);
    if (file) return send(request, response, file);
    if (path === "/")
      return refuse(response, 503, "The editor is not built: run `npm run build`, or install again.");
    refuse(response, 404, "There is nothing here.");
  };
  return serve;
}

/**
 * A page of somewhere else that links here would not send the cookie it has just got along with a redirect (SameSite):
 * for it, a page of our own goes on.
 */
function letIn({ headers }: IncomingMessage, response: ServerResponse, { cookie }: Guard): void {
  const common = { ...SAFE_HEADERS, "Set-Cookie": cookie, "Cache-Control": "no-store" };
  if (headers["sec-fetch-site"] === "cross-site") {
    response.writeHead(200, { ...common, "Content-Type": "text/html; charset=utf-8" });
    response.end('<!doctype html><title>Millrace</title><meta http-equiv="refresh" content="0;url=/">');
    return;
  }
  response.writeHead(303, { ...common, Location: "/" }).end();
}

async function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { path, type, isHashed }: PageFile,
): Promise<void> {
  // Not packed: to unpack it takes a browser longer than the bytes do within one machine.
  const bytes = await readFile(path);
  response.writeHead(200, {
    ...SAFE_HEADERS,
    "Content-Type": type,
    "Content-Length": bytes.length,
    "Cache-Control": isHashed ? "public, max-age=31536000, immutable" : "no-store",
  });
  response.end(method === "HEAD" ? undefined : bytes);
}

function refuse(response: ServerResponse, status: number, why: string): void {
  const headers = {
    ...SAFE_HEADERS,
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
  };
  response.writeHead(status, headers).end(`${why}\n`);
}
