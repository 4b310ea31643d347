// Stands in for the engine's process where a test needs one that crashes, hangs or tells what it was asked.

const asked = [];
const send = (message) => process.send(message);
const tell = (event, value) => send({ event, value });

const calls = {
  "catalog.kinds": () => ({ kinds: [] }),
  "session.open": () => ({}),
  "session.close": () => ({}),
  "preview.update": ({ session, revision, document }) => {
    const [node] = document.nodes;
    const result = { state: "running", ports: {}, ms: 0, rowsFailed: 0, error: null };
    tell("preview.node", { session, revision, node: node.id, result });
    if (node.kind === "crash") process.kill(process.pid, "SIGKILL");
    tell("preview.node", { session, revision, node: node.id, result: { ...result, state: "done" } });
    return { revision };
  },
  "run.start": ({ session, document }) => {
    const run = "run-1";
    let seq = 0;
    const event = (body) => tell("run.event", { session, run, event: { seq: ++seq, ...body } });
    const [node] = document.nodes;
    event({ type: "run-started", nodes: [node.id], dryRun: false });
    event({ type: "node-started", node: node.id });
    const end = (outcome) => event({ type: "run-done", summary: { outcome, nodes: {}, error: null } });
    if (node.kind === "crash") setImmediate(() => process.kill(process.pid, "SIGKILL"));
    if (node.kind === "quick") setImmediate(() => end("done"));
    calls["run.stop"] = () => {
      if (node.kind !== "deaf") end("cancelled");
      return {};
    };
    return { run };
  },
  "test.asked": () => ({ asked, pid: process.pid }),
};

process.on("message", ({ id, call, request }) => {
  asked.push({ call, request });
  const answer = calls[call];
  if (call === "test.silent") return;
  send({
    id,
    answer: answer
      ? { ok: answer(request) }
      : { failed: { code: "CALL_UNKNOWN", message: `No call ${call}.`, hint: "" } },
  });
});
process.on("disconnect", () => process.exit());
