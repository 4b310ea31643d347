// A stand-in for Electron: `node -r standin.cjs dist/main.cjs` runs the compiled main process and its preload against Debian's
// Chromium. It is a reading of Electron's documentation, not Electron: what passes here has not run in Electron.
//
// What the product asks for and this lacks, throws.

const Module = require("node:module");
const { electron } = require("./electron.cjs");
const { answerTests } = require("./answer-tests.cjs");
const { startNoNode } = require("./no-node.cjs");

const load = Module._load;
Module._load = function (id, ...rest) {
  return id === "electron" ? electron : load.call(this, id, ...rest);
};
startNoNode();
answerTests(electron);
