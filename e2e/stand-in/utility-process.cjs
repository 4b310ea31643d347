// `utilityProcess.fork`: a child of Node with a `process.parentPort`.

const { fork } = require("node:child_process");
const { EventEmitter } = require("node:events");
const { strict } = require("./strict.cjs");

const running = new Map();

/** `app.getAppMetrics`, of the utility processes alone. */
exports.getAppMetrics = () => [...running].map(([pid, name]) => ({ pid, type: "Utility", name }));

exports.utilityProcess = {
  fork(entry, args = [], { stdio = "inherit", ...rest } = {}) {
    const known = ["serviceName"];
    const unknown = Object.keys(rest).filter((key) => !known.includes(key));
    if (unknown.length > 0) throw new Error(`The stand-in does not know utilityProcess option ${unknown}`);
    const child = fork(entry, args, {
      serialization: "advanced",
      execArgv: ["-r", require.resolve("./parent-port.cjs")],
      stdio: [...stdio, "ipc"],
    });
    const events = new EventEmitter();
    running.set(child.pid, rest.serviceName);
    child.once("exit", () => running.delete(child.pid));
    child.once("spawn", () => events.emit("spawn"));
    child.on("message", (message) => events.emit("message", message));
    // As Electron: a number alone. A signal is told as its negative, which no exit code is.
    child.once("close", (code, signal) =>
      events.emit("exit", code ?? -require("node:os").constants.signals[signal]),
    );
    return strict(
      "UtilityProcess",
      Object.assign(events, {
        pid: child.pid,
        stderr: child.stderr,
        stdout: child.stdout,
        postMessage: (message) => void (child.connected && child.send(message, () => {})),
        kill: () => child.kill("SIGTERM"),
      }),
    );
  },
};
