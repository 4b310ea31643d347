// In a utility process of the stand-in: `process.parentPort`, over the channel of child_process. Its threads load this, too.

const { EventEmitter } = require("node:events");
const { isMainThread } = require("node:worker_threads");
const { startNoNode } = require("./no-node.cjs");

startNoNode();
if (isMainThread) {
  const port = new EventEmitter();
  const send = process.send.bind(process);
  process.on("message", (data) => port.emit("message", { data, ports: [] }));
  port.postMessage = (message) => void send(message);
  process.parentPort = port;
  // Electron has no other channel.
  delete process.send;
  process.once("disconnect", () => process.exit());
}
