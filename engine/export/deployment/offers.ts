// What does each target offer of what nodes may need? One row for each target, checked for completeness by the compiler.

import type { TargetName } from "../targets/names.ts";
import type { Need } from "./needs.ts";

/**
 * `stops`: it cannot run there. `degrades`: it runs, and something is worse or not proved. `asks`: it runs once somebody has provided
 * for it.
 */
export type Weight = "stops" | "degrades" | "asks";

/** Null: it is there. `because` goes on after "…: ". */
type Given = { readonly is: Weight; readonly because: string } | null;

const stops = (because: string): Given => ({ is: "stops", because });
const degrades = (because: string): Given => ({ is: "degrades", because });
const asks = (because: string): Given => ({ is: "asks", because });

const NOT_PROVED = degrades("their results differ from day to day, so the proof cannot compare them");
const NO_SCREEN = "nobody is logged in there who could see it";

/** A folder that somebody starts on a machine of theirs. */
const OWN_MACHINE: Readonly<Record<Need, Given>> = {
  disk: null,
  network: asks("the machine has to reach what they call"),
  clock: NOT_PROVED,
  display: asks("it has to be started where somebody is logged in"),
  camera: asks("one has to be connected to the machine"),
  gpu: asks("the machine needs one with its driver"),
  "long-life": asks("it goes on until it is stopped, and is not started again when the machine is"),
  stdin: asks("somebody has to pipe its rows in: node pipeline.mjs < FILE"),
};

export const OFFERS: Readonly<Record<TargetName, Readonly<Record<Need, Given>>>> = {
  script: OWN_MACHINE,
  vendored: OWN_MACHINE,
  docker: {
    disk: asks("what it reads and writes has to lie in a volume"),
    network: null,
    clock: NOT_PROVED,
    display: stops("a container has no screen"),
    camera: degrades("a container sees no device unless it is started with --device"),
    gpu: degrades(
      "a container has none unless it is started with --gpus; without, it computes on the processor",
    ),
    "long-life": null,
    stdin: asks("the container has to be started with -i and something piped in"),
  },
  kubernetes: {
    disk: asks("what it reads and writes has to lie in a volume of the cluster"),
    network: asks("the rules of the cluster have to let it out"),
    clock: NOT_PROVED,
    display: stops("a pod has no screen"),
    camera: stops("a pod has no device of that kind"),
    gpu: degrades("the cluster has to hand one out; without, it computes on the processor"),
    "long-life": stops("a Job is for work that ends"),
    stdin: stops("nothing is piped into a pod"),
  },
  systemd: {
    disk: null,
    network: asks("the machine has to reach what they call"),
    clock: NOT_PROVED,
    display: stops(NO_SCREEN),
    camera: stops("a service runs without the rights and the session that a camera wants"),
    gpu: asks("the machine needs one with its driver, and the service's user the right to use it"),
    "long-life": null,
    stdin: stops("nothing is piped into a service"),
  },
  cron: {
    disk: null,
    network: asks("the machine has to reach what they call"),
    clock: NOT_PROVED,
    display: stops(NO_SCREEN),
    camera: stops("a job of cron runs without the session that a camera wants"),
    gpu: asks("the machine needs one with its driver"),
    "long-life": stops("cron starts it again and again, and it never ends"),
    stdin: stops("nothing is piped into a job of cron"),
  },
  ci: {
    disk: asks(
      "what it reads has to be in the repository, and what it writes is gone unless the job keeps it",
    ),
    network: null,
    clock: NOT_PROVED,
    display: stops("a runner has no screen"),
    camera: stops("a runner has none"),
    gpu: degrades("the usual runners have none; there it computes on the processor"),
    "long-life": stops("a job is ended when its time is up"),
    stdin: stops("nothing is piped into the step"),
  },
};
