// Models in a Hugging Face repository: what its API says of the files, and the files, each checked by what it said.

import { mkdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { MillraceError } from "../sdk/errors.ts";
import { chooseFiles, isModel } from "./choose-files.ts";
import { download } from "./download.ts";
import type { LibraryFile } from "./entry.ts";
import type { InstallParts, Offer } from "./offer.ts";
import { nameFrom, type Source } from "./source.ts";

const Repository = z.object({
  sha: z.string(),
  tags: z.optional(z.array(z.string())),
  cardData: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.optional(z.nullable(z.number())),
      lfs: z.optional(z.nullable(z.object({ sha256: z.optional(z.string()), size: z.optional(z.number()) }))),
    }),
  ),
});

export async function huggingFaceOffer(
  source: Extract<Source, { kind: "hf" }>,
  parts: InstallParts,
): Promise<Offer> {
  const { repository, glob } = source;
  const { endpoint, headers } = accessOf(parts.env);
  const found = await look(source, endpoint, headers, parts);
  const about = new Map(found.siblings.map((file) => [file.rfilename, file]));
  const chosen = chooseFiles([...about.keys()], glob, `hf:${repository}`);
  const models = chosen.files.filter(({ from }) => isModel(from));
  if (glob === null && models.length > 1)
    throw several(
      repository,
      models.map(({ from }) => from),
    );
  const sizes = chosen.files.map(({ from }) => about.get(from)!.lfs?.size ?? about.get(from)!.size ?? null);
  const total = sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  return {
    name: nameFrom(repository.split("/")[1]),
    title: repository,
    about: "",
    // The commit: a branch is another one tomorrow.
    source: `hf:${repository}@${found.sha}${glob === null ? "" : `:${glob}`}`,
    version: found.sha.slice(0, 12),
    licence: { name: licenceOf(found), note: null },
    download: total,
    async take(folder, { network, clock, downloads, signal, onStep }) {
      const files: LibraryFile[] = [];
      let before = 0;
      for (const [i, { from, path }] of chosen.files.entries()) {
        const place = join(folder, ...path.split("/"));
        await mkdir(dirname(place), { recursive: true });
        const way = [repository, "resolve", found.sha, ...from.split("/").map(encodeURIComponent)].join("/");
        const file = await download(
          {
            url: new URL(way, endpoint),
            headers,
            size: sizes[i],
            sha256: about.get(from)!.lfs?.sha256 ?? null,
          },
          {
            folder: downloads,
            network,
            clock,
            signal,
            onBytes: (received) => onStep?.({ step: "download", received: before + received, total }),
          },
          async ({ path: whole, size, sha256 }) => {
            await rename(whole, place);
            return { path, size, sha256 };
          },
        );
        files.push(file);
        before += file.size;
      }
      return { files, licence: chosen.licence };
    },
  };
}

/** The token goes to the endpoint alone, and nowhere into a message. */
function accessOf(env: NodeJS.ProcessEnv = process.env): {
  endpoint: URL;
  headers: Readonly<Record<string, string>>;
} {
  const given = env.HF_ENDPOINT || "https://huggingface.co";
  if (!URL.canParse(given))
    throw new MillraceError("MODEL_SOURCE_UNCLEAR", {
      message: "HF_ENDPOINT is no address.",
      got: given,
      hint: "Set it to an address such as https://huggingface.co, or not at all.",
    });
  const endpoint = new URL(given.endsWith("/") ? given : `${given}/`);
  return { endpoint, headers: env.HF_TOKEN ? { authorization: `Bearer ${env.HF_TOKEN}` } : {} };
}

async function look(
  { repository, revision }: Extract<Source, { kind: "hf" }>,
  endpoint: URL,
  headers: Readonly<Record<string, string>>,
  { network, signal }: InstallParts,
): Promise<z.output<typeof Repository>> {
  const place = new URL(
    `api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`,
    endpoint,
  );
  const answer = await network.json(place, { headers, signal });
  if (answer === null)
    throw new MillraceError("MODEL_SOURCE_UNKNOWN", {
      message: `There is no model repository "${repository}" with a revision "${revision}" at ${endpoint.host}.`,
      got: `hf:${repository}@${revision}`,
      hint: "Check its name. One that is not public needs HF_TOKEN.",
    });
  const read = Repository.safeParse(answer);
  if (read.success) return read.data;
  throw new MillraceError("DOWNLOAD_NOT_JSON", {
    message: `${endpoint.host} did not answer as Hugging Face does.`,
    hint: "Check HF_ENDPOINT.",
  });
}

function licenceOf({ cardData, tags = [] }: z.output<typeof Repository>): string | null {
  const said = cardData?.license;
  if (typeof said === "string" && said !== "") return said;
  return tags.find((tag) => tag.startsWith("license:"))?.slice("license:".length) ?? null;
}

/** Repositories hold the same model in many precisions: all of them are rarely wanted. */
function several(repository: string, models: readonly string[]): MillraceError {
  return new MillraceError("MODEL_SOURCE_SEVERAL", {
    message: `${repository} holds ${models.length} models.`,
    expected: `one of ${models.slice(0, 12).join(", ")}`,
    hint: `Name the one that is meant: hf:${repository}:${models[0]}, or all of them by hf:${repository}:**/*.onnx.`,
  });
}
