// A model at an address.

import { rename } from "node:fs/promises";
import { join } from "node:path";
import { isEntryFile } from "../document/model-reference.ts";
import { download } from "./download.ts";
import type { Offer } from "./offer.ts";
import { nameFrom, publicAddress } from "./source.ts";

export function urlOffer(url: URL): Offer {
  const last = lastPart(url);
  // It goes into a header: in the address it would stand in messages and in the workflow.
  const { username, password } = url;
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const headers: Record<string, string> = username
    ? { authorization: `Basic ${Buffer.from(login).toString("base64")}` }
    : {};
  const bare = new URL(url);
  bare.username = bare.password = "";
  return {
    name: nameFrom(last || url.hostname),
    title: last || url.hostname,
    about: "",
    source: publicAddress(url),
    version: null,
    licence: {
      name: null,
      note: `What ${url.host} says of a licence is not known here: look at where the address came from.`,
    },
    download: null,
    take: (folder, { network, clock, downloads, signal, onStep }, sha256) =>
      download(
        { url: bare, headers, sha256 },
        {
          folder: downloads,
          network,
          clock,
          signal,
          onBytes: (received, total) => onStep?.({ step: "download", received, total }),
        },
        async (file) => {
          const path = modelName(file.fileName ?? last);
          await rename(file.path, join(folder, path));
          return { files: [{ path, size: file.size, sha256: file.sha256 }], licence: null };
        },
      ),
  };
}

/** What it is, its bytes say: it is called a model, and looked at as one. */
function modelName(name: string): string {
  const named = /\.onnx$/i.test(name) ? name : `${name || "model"}.onnx`;
  return isEntryFile(named) ? named : `${nameFrom(named)}.onnx`;
}

function lastPart({ pathname }: URL): string {
  const last = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
