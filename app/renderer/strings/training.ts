// Words of the part of the inspector that trains a model.

const rows = (n: number) => `${n.toLocaleString("en-US")} ${n === 1 ? "row" : "rows"}`;

export const words = {
  title: "Model of this data",
  open: "Train on this data…",
  nothingArrives: "Wire rows to this node, and a model can be learned from them.",
  target: "Column to predict",
  targetHelp: "Learned from all others that arrive here.",
  file: "Model file",
  train: "Train",
  again: "Train again",
  stop: "Stop training",
  label: (title: string) => `train ${title}`,
  measured: (target: string, learned: number, held: number) =>
    `${target} was learned from ${rows(learned)}, and predicted for ${rows(held)} that were held back:`,
  figure: "Figure",
  model: "Model",
  naive: "Naive",
  leftOut: (name: string, why: string) => `Not learned from: ${name} (${why}).`,
  card: (file: string) => `The model card is in ${file}.`,
};
