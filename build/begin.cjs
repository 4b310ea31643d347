// The first thing that an exported program runs: it hears signals and tells what is wrong with its own files, both before the
// engine is loaded. A Node that is too old has to understand it, too: nothing in it is new.
"use strict";

const fs = require("fs");
const path = require("path");

const OLDEST_NODE = [20, 19];
/** As everywhere: it cannot run as it is. */
const INVALID = 2;
const SIGNALS = ["SIGINT", "SIGTERM"];
const PROGRAM = path.dirname(__dirname);
const COPY_AGAIN = "Copy the whole exported folder, or export again.";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]))
  end({
    code: "NODE_VERSION",
    message: "This Node is too old for the program.",
    expected: `Node ${OLDEST_NODE.join(".")} or newer`,
    got: `Node ${process.versions.node}`,
    hint: "Install a newer Node (nodejs.org), or start the program with one that is there.",
  });

const controller = new AbortController();
/** What the engine gets: `beforeKill` is its to set. */
const stopping = { signal: controller.signal, beforeKill: () => {} };

/** The first lets what is in flight finish, the second kills. */
function onSignal(name) {
  if (!controller.signal.aborted) {
    say("info", { message: `${name}: stopping after the frames in flight.` });
    controller.abort();
    return;
  }
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
  stopping.beforeKill();
  process.kill(process.pid, name);
}
for (const signal of SIGNALS) process.on(signal, onSignal);

const missing = missingFile();
if (missing !== null) damaged(missing, `${missing} of the program is not there.`);
try {
  const artefact = require("./artefact.js");
  artefact.hear(stopping);
  exports.artefact = artefact;
} catch (thrown) {
  // These are the files that were proved when the program was made: they have been changed since.
  damaged("runtime", "A file in runtime/ of the program is damaged.", thrown);
}

/** The first that the exporter wrote and that has gone since; null where there is none, or nobody can tell. */
function missingFile() {
  try {
    const { files } = JSON.parse(fs.readFileSync(path.join(__dirname, "export.json"), "utf8"));
    const needed = files.filter((file) => /^(runtime|params)\/.*\.(js|cjs|json)$/.test(file));
    const gone = needed.find((file) => !fs.existsSync(path.join(PROGRAM, file)));
    return gone === undefined ? null : gone;
  } catch (_) {
    return null;
  }
}

function damaged(place, message, thrown) {
  const got = thrown === undefined ? {} : { got: firstLine(thrown), stack: thrown.stack };
  end(Object.assign({ code: "PIPELINE_DAMAGED", message, place }, got, { hint: COPY_AGAIN }));
}

function firstLine(thrown) {
  return String(thrown && thrown.message).split("\n")[0];
}

/** Nothing of the model runtime is at work yet, which would forbid it. */
function end(problem) {
  say("error", problem);
  process.exit(INVALID);
}

/** As the log of the engine does. */
function say(level, { message, ...more }) {
  const line = `${JSON.stringify({ time: new Date().toISOString(), level, message, ...more })}\n`;
  try {
    fs.writeSync(2, line);
  } catch (_) {
    // A pipe that is full for the moment.
    process.stderr.write(line);
  }
}
