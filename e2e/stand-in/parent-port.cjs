// In a utility process of the stand-in: `process.parentPort`, over the channel of child_process.

const { EventEmitter } = require("node:events");

const port = new EventEmitter();
const send = process.send.bind(process);
process.on("message", (data) => port.emit("message", { data, ports: [] }));
port.postMessage = (message) => void send(message);
process.parentPort = port;
// Electron has no other channel, and with the fuse RunAsNode off it forks nothing.
delete process.send;
require("node:child_process").fork = () => {
  throw new Error("child_process.fork does not work in a process of Electron");
};
process.once("disconnect", () => process.exit());
