// The least that a program must do before its first prediction: load onnxruntime, open the model, run one row, print.
// `predict-once MODEL`; built to one file by the cold-start benchmark.

import { InferenceSession, Tensor } from "onnxruntime-node";

const options = { intraOpNumThreads: 1, interOpNumThreads: 1, logSeverityLevel: 3 };
InferenceSession.create(process.argv[2], options).then(async (session) => {
  const x = new Tensor("float32", new Float32Array(16).fill(1), [1, 16]);
  const { y } = await session.run({ x });
  console.log([...y.data].join(","));
});
