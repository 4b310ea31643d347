// Required into each process and thread of a sample run: keeps the code that V8 compiled for the files of a build.
// `COMPILED=folder node --require build/record.cjs dist/cli.js …`; what is there already is added to.

const { mkdirSync, renameSync, writeFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");
const { threadId } = require("node:worker_threads");

const folder = process.env.COMPILED;
const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(source, options) {
    super(source, options);
    scripts.set(basename(options.filename), this);
  }
};

// Code counts for the flags it was compiled under.
v8.setFlagsFromString = () => {};

process.on("exit", (code) => {
  if (code !== 0) return;
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of scripts) {
    // At the end, so that the functions that were called are in it.
    const path = join(folder, `${name}.bin`);
    const part = `${path}.${process.pid}-${threadId}`;
    writeFileSync(part, script.createCachedData());
    renameSync(part, path);
  }
});
