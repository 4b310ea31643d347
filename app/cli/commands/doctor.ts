// `millrace doctor`: what this machine is, what works on it, and what keeps workflows from running.

import { systemClock } from "../../../engine/host/clock.ts";
import { entryPath } from "../../../engine/host/entries.ts";
import { Library } from "../../../engine/library/library.ts";
import { refuseTelemetry } from "../../../engine/models/no-telemetry.ts";
import {
  selfTest,
  surveyProviders,
  type ProviderReport,
  type SelfTest,
} from "../../../engine/models/providers/survey.ts";
import { setProviderOfRun } from "../../engine-process/asked-provider.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";
import { version } from "../../engine-process/version.ts";
import { lookAtMachine, type Machine } from "../doctor/machine.ts";
import { lookAtPackages, type PackageReport } from "../doctor/packages.ts";
import { lookAtPlaces, type PlaceReport } from "../doctor/places.ts";
import { doctorText } from "../report/doctor.ts";

export interface DoctorReport {
  readonly millrace: string;
  readonly node: string;
  readonly machine: Machine;
  readonly packages: readonly PackageReport[];
  readonly providers: readonly ProviderReport[];
  /** What models are computed by that say nothing of it. */
  readonly provider: string;
  readonly places: readonly PlaceReport[];
  readonly library: { readonly folder: string; readonly installed: number; readonly shipped: number };
  /** null where the runtime does not load. */
  readonly selfTest: SelfTest | null;
  /** What keeps workflows from running; none where all is well. */
  readonly problems: readonly string[];
}

/** How long the small model is run. */
const SELF_TEST_MS = 1000;

export async function doctorCommand({ json }: { readonly json: boolean }): Promise<number> {
  const report = await examine();
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : doctorText(report));
  return report.problems.length > 0 ? ExitCode.failed : ExitCode.done;
}

async function examine(): Promise<DoctorReport> {
  refuseTelemetry();
  const packages = await lookAtPackages();
  const runs = packages.every(({ name, problem }) => name !== "onnxruntime-node" || problem === null);
  const places = await lookAtPlaces();
  const providers = runs
    ? await surveyProviders({ clock: systemClock, entry: () => entryPath("model-child") })
    : [];
  const tested = runs ? await selfTest(systemClock, SELF_TEST_MS) : null;
  const library = new Library();
  const models = library.list();
  const asked = process.env.MILLRACE_PROVIDER ?? "";
  return {
    millrace: version(),
    node: process.versions.node,
    machine: await lookAtMachine(),
    packages,
    providers,
    provider: asked === "" ? "cpu" : asked,
    places,
    library: {
      folder: library.folder,
      installed: models.filter(({ shipped }) => !shipped).length,
      shipped: models.filter(({ shipped }) => shipped).length,
    },
    selfTest: tested,
    problems: [
      ...packages.flatMap(({ name, problem }) =>
        problem === null ? [] : [`${name} does not load: ${problem}`],
      ),
      ...places.flatMap(({ what, path, writable }) =>
        writable ? [] : [`Nothing can be written in ${path} (${what}).`],
      ),
      ...(tested && !tested.right ? ["The model runtime computes other numbers than it should."] : []),
      ...providers.flatMap(({ provider, reason }) =>
        provider === "cpu" && reason !== null
          ? [`Models cannot run in a process of their own: ${reason}`]
          : [],
      ),
      ...providerProblems(asked, providers),
    ],
  };
}

/** What the environment asks for has to be there, or runs stop. */
function providerProblems(asked: string, providers: readonly ProviderReport[]): string[] {
  if (asked === "") return [];
  try {
    setProviderOfRun(undefined);
  } catch (thrown) {
    return [(thrown as Error).message];
  }
  const names = asked.split(",").map((name) => name.trim().toLowerCase());
  const anyWorks =
    names.includes("auto") || providers.some(({ provider, works }) => works && names.includes(provider));
  return anyWorks ? [] : [`MILLRACE_PROVIDER asks for ${asked}, which does not work here.`];
}
