// Models in an npm package: what the registry says of it, and its files.

import * as z from "zod/mini";
import { MillraceError } from "../sdk/errors.ts";
import type { CatalogueEntry } from "./catalogue.ts";
import { chooseFiles } from "./choose-files.ts";
import { download } from "./download.ts";
import { registryOf } from "./npm-settings.ts";
import type { InstallParts, Offer } from "./offer.ts";
import { nameFrom, type Source } from "./source.ts";
import { unpack, namesInTarball } from "./unpack.ts";

const Version = z.object({
  version: z.string(),
  license: z.optional(z.unknown()),
  description: z.optional(z.string()),
  dist: z.object({
    tarball: z.string(),
    integrity: z.optional(z.string()),
    shasum: z.optional(z.string()),
  }),
});
type Version = z.output<typeof Version>;

const Packument = z.object({
  "dist-tags": z.optional(z.record(z.string(), z.string())),
  versions: z.record(z.string(), z.unknown()),
});

/** `exactly`: an entry of the catalogue, of which every file is known. */
export async function npmOffer(
  source: Extract<Source, { kind: "npm" }>,
  parts: InstallParts,
  exactly?: CatalogueEntry,
): Promise<Offer> {
  const { package: name, glob } = source;
  const found = await versionOf(source, parts);
  const { url: registry, authorization } = registryOf(name, parts);
  const { dist, version } = found;
  const tarball = new URL(dist.tarball, registry);
  const text = `npm:${name}@${version}${glob === null ? "" : `:${glob}`}`;
  return {
    name: exactly?.name ?? nameFrom(name),
    title: exactly?.title ?? name,
    about: exactly?.about ?? found.description ?? "",
    source: text,
    version,
    licence: exactly?.licence ?? { name: licenceOf(found.license), note: null },
    download: exactly?.download ?? null,
    take: (folder, { network, clock, downloads, signal, onStep }) =>
      download(
        {
          url: tarball,
          integrity: dist.integrity ?? (dist.shasum ? `sha1-${base64(dist.shasum)}` : null),
          // A token is for its registry alone, which may say that the files lie elsewhere.
          headers: authorization !== null && tarball.origin === registry.origin ? { authorization } : {},
        },
        {
          folder: downloads,
          network,
          clock,
          signal,
          onBytes: (received, total) =>
            onStep?.({ step: "download", received, total: total ?? exactly?.download ?? null }),
        },
        async ({ path }) => {
          onStep?.({ step: "check", received: 0, total: null });
          if (exactly)
            return {
              files: await unpack(path, exactly.files, folder),
              licence: exactly.licence.file,
            };
          const chosen = chooseFiles(await namesInTarball(path), glob, text);
          return { files: await unpack(path, chosen.files, folder), licence: chosen.licence };
        },
      ),
  };
}

async function versionOf(
  { package: name, version }: Extract<Source, { kind: "npm" }>,
  parts: InstallParts,
): Promise<Version> {
  const { url, authorization } = registryOf(name, parts);
  const place = new URL(name.replace("/", "%2f"), url);
  const answer = await parts.network.json(place, {
    headers: { ...(authorization !== null && { authorization }) },
    signal: parts.signal,
  });
  if (answer === null)
    throw unknown(`There is no package "${name}" at ${url.host}.`, name, "Check its name.");
  const packument = Packument.safeParse(answer);
  if (!packument.success) throw notARegistry(url);
  const { versions, "dist-tags": tags = {} } = packument.data;
  const exact = Object.hasOwn(tags, version) ? tags[version] : version;
  if (!Object.hasOwn(versions, exact)) {
    const known = Object.keys(versions).slice(-5).join(", ");
    throw unknown(
      `The package "${name}" has no version ${version}.`,
      version,
      `Take one of its versions: ${known}.`,
    );
  }
  const found = Version.safeParse(versions[exact]);
  if (!found.success) throw notARegistry(url);
  return found.data;
}

/** `"MIT"`, or as old packages have it `{ type: "MIT" }`. */
function licenceOf(said: unknown): string | null {
  const text = typeof said === "object" && said !== null ? (said as { type?: unknown }).type : said;
  return typeof text === "string" && text !== "" && text !== "UNLICENSED" ? text : null;
}

function base64(hex: string): string {
  return Buffer.from(hex, "hex").toString("base64");
}

function unknown(message: string, got: string, hint: string): MillraceError {
  return new MillraceError("MODEL_SOURCE_UNKNOWN", { message, got, hint });
}

function notARegistry(url: URL): MillraceError {
  return new MillraceError("DOWNLOAD_NOT_JSON", {
    message: `${url.host} did not answer as a registry of packages does.`,
    hint: "Check the `registry` in .npmrc or npm_config_registry.",
  });
}
