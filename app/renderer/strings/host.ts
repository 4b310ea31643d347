// What is said in place of an answer of the host.

export const hostText = {
  gone: "Millrace does not answer any more.",
  goneHint:
    "Start it again in the terminal (“millrace edit”) at the same port, and open the link that it prints. At another port, go on by that link.",
  cannotRun: "The workflow cannot run now",
  away: "Millrace does not answer. It can run as soon as the connection is back.",
} as const;
