// What does the model card say? Written from the measured figures, so that it cannot say something else.

import type { Figures } from "./evaluate.ts";
import { LIST_FROM } from "./evaluate.ts";
import { FEATURE_NAMES } from "./features.ts";
import { LATE_AFTER_MINUTES } from "./flights.ts";
import type { Metrics } from "./main.ts";

export function writeCard({ trees, test, sampleDay, gainShare }: Metrics): string {
  return `# Model card: late.onnx

## What it does

For a flight **at the moment at which it leaves** it gives the chance that it arrives more than ${LATE_AFTER_MINUTES} minutes late.

- Input: \`features\` float32[N,${FEATURE_NAMES.length}] in this order: ${FEATURE_NAMES.map((name) => `\`${name}\``).join(", ")}. NaN = missing.
- \`origin_rate\`, \`destination_rate\`: share of late flights in January to March; \`route_hour_rate\`: the same of this route in this hour of the day, with ten flights
  added of which two are late. \`late_1h\`, \`late_3h\`: share of late ones among flights from the same origin whose delay became known within the last one or three
  hours; \`landed_3h\`: how many those are; \`late_route_24h\`: the same share of this route within 24 hours.
- Output: \`chance\` float32[N,1].
- Model: ${trees} boosted trees, squared error of 0 and 1, as standard ONNX (\`ai.onnx.ml\` TreeEnsembleRegressor). A chance can come out slightly below 0; the workflow cuts it there.

## Data

3,000,000 flights within the USA from January to June 2001, which airlines have to report to the Bureau of Transportation Statistics (14 CFR part 234), as the npm
package \`vega-datasets\` 3.2.1 has them. **Real flights.** Cancelled ones are not in it, nor are airlines, aircraft and weather. All times are **local times of
the origin**, and they are the times at which flights really left: the schedule is not in the data.

When the delay of a flight is known to others is not in the data either. It is taken as known 75 minutes and one minute for each 7 miles after it left, which is
meant to be longer than flights take (durations are not in the data); times of two airports are never compared.

## Split: by time

| part | days | used for |
|---|---|---|
| history | January to March 2001 | the rates |
| training | April | every tenth flight |
| validation | 1 to 15 May | when to stop |
| test | 16 May to 30 June | ${test.flights.toLocaleString("en")} flights, all of them |

## Measured on the test part

${percent(test.shareLate)} of these flights were late.

| | model | rate of route and hour | one share for all |
|---|---|---|---|
| AUC | **${test.auc.model}** | ${test.auc.routeHour} | 0.5 |
| Brier score (lower is better) | **${test.brier.model}** | ${test.brier.routeHour} | ${test.brier.share} |
| from a chance of ${percent(LIST_FROM)}: right | ${percent(test.listed.model.precision)} | ${percent(test.listed.routeHour.precision)} | |
| finds, of the late ones | ${percent(test.listed.model.recall)} | ${percent(test.listed.routeHour.recall)} | |

| the model says | flights | of them late |
|---|---|---|
${test.said.map((one, i) => saidRow(one, test.said[i + 1]?.from)).join("\n")}

On the day that ships (28 June, ${sampleDay.flights.toLocaleString("en")} flights): AUC ${sampleDay.auc.model}, and ${sampleDay.auc.routeHour} for the rate of route and hour.

Shares of what the trees gained by each feature in training: ${Object.entries(gainShare)
    .map(([name, share]) => `${name} ${percent(share)}`)
    .join(", ")}.

## Limits

- **The figures are modest**: most of what makes a flight late (weather ahead, its aircraft, its crew) is not in the data.
- The hour is the one in which a flight really left. A flight that leaves at an hour at which its route hardly ever leaves is late already, and both the model and the
  rate of route and hour profit from that: part of both AUCs is not foresight. Somebody who has the schedule knows the delay at departure and needs neither.
- The chances are right on average (table above), not for each airport or day: on a day of storms far more flights are late than it says in the morning.
- Flights of 2001, of nine features. For flights of today train it on those of today.
- An airport without flights in January to March has no rate.

## Licence

The model and the programs that made it: MIT. The data: see \`data/LICENCE.md\`.
\`templates/flight-delay/make/\` in the repository of Millrace (not in copies of this folder) reproduces all of it to the last bit.
`;
}

function saidRow({ from, flights, late }: Figures["said"][number], to: number | undefined): string {
  const range = to === undefined ? `${percent(from)} or more` : `${percent(from)} to ${percent(to)}`;
  return `| ${range} | ${flights.toLocaleString("en")} | ${percent(late)} |`;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
