// Does the playbook mail-triage give what a script without the engine gives, and is it right as often as its card says?

import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { triage, type Ngrams, type TriagedMail } from "./mail-triage-oracle.ts";

const folder = resolve(import.meta.dirname, "../../templates/mail-triage");
const text = (path: string) => readFileSync(join(folder, path), "utf8");
const lines = (path: string) => text(path).trimEnd().split("\n");

/** Read by hand of the package's own files: what the model's metadata says is not asked. */
function landeFile<T>(name: string): T {
  const source = readFileSync(resolve(folder, "../../node_modules/lande/standalone", name), "utf8");
  return JSON.parse(source.replace("export default ", "").replace(/;\s*$/, "")) as T;
}

interface Reported {
  readonly path: string;
  readonly spam: number;
  readonly language: string | null;
}

describe("mail-triage", () => {
  let mails: readonly TriagedMail[];
  const reported = lines("expected/out/report.jsonl").map((line) => JSON.parse(line) as Reported);

  beforeAll(async () => {
    const groups = landeFile<Record<string, readonly string[]>>("t50-ngrams.js");
    const { unigrams, bigrams, trigrams, quadgrams } = groups;
    const ngrams: Ngrams = { 1: unigrams, 2: bigrams, 3: trigrams, 4: quadgrams };
    mails = await triage(folder, landeFile("t50-langs.js"), ngrams);
  });

  test("every mail is as likely spam, to a thousandth, and in the same language", () => {
    expect(reported).toHaveLength(52);
    reported.forEach((report, i) => {
      if (Math.abs(report.spam - mails[i].spam) > 0.0011 || report.language !== mails[i].language)
        console.log("DIFF", report, mails[i]);
    });
    reported.forEach((report, i) => {
      expect(report.path).toBe(mails[i].path);
      expect(Math.abs(report.spam - mails[i].spam), report.path).toBeLessThanOrEqual(0.0011);
      expect(report.language, report.path).toBe(mails[i].language);
    });
  });

  test.each(["quarantine", "to-check", "english", "other-languages"] as const)(
    "%s.csv holds exactly the mails that belong there, in order",
    (desk) => {
      const [, ...rows] = lines(`expected/out/${desk}.csv`).map((line) => line.split(",")[0]);
      expect(rows).toEqual(mails.filter((mail) => mail.desk === desk).map(({ path }) => path));
    },
  );

  test("a harmless mail in another language is not put aside, whatever the spam model says of it", async () => {
    const copy = mkdtempSync(join(tmpdir(), "millrace-triage-"));
    try {
      for (const name of ["mail-triage.millrace.json", "models"])
        cpSync(join(folder, name), join(copy, name), { recursive: true });
      for (const name of ["foreign", "out"]) mkdirSync(join(copy, name));
      const french =
        "La maintenance du système de refroidissement commence lundi. Merci de laisser le couloir libre.";
      const head = "Subject: Maintenance\r\nContent-Type: text/plain; charset=utf-8\r\n";
      writeFileSync(
        join(copy, "foreign/1.eml"),
        `${head}Content-Transfer-Encoding: 8bit\r\n\r\n${french}\r\n`,
      );
      const cli = resolve(folder, "../../dist/cli.js");
      const flow = ["run", "mail-triage.millrace.json", "--set", "inbox.path=foreign"];
      await promisify(execFile)(process.execPath, [cli, ...flow], { cwd: copy });
      const rows = (desk: string) =>
        readFileSync(join(copy, `out/${desk}.csv`), "utf8")
          .trimEnd()
          .split("\n")
          .slice(1);
      expect(rows("quarantine")).toEqual([]);
      const [path, spam, language] = rows("to-check")[0].split(",");
      expect([path.split("/").at(-1), language]).toEqual(["1.eml", "fra"]);
      // What the README and the card say of it.
      expect(Number(spam)).toBeGreaterThanOrEqual(0.975);
      expect(Number(spam)).toBeLessThan(0.985);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  test("its README says how many of the sample's spam mails are put aside, doubtful, and pass", () => {
    const labels = new Map(lines("data/labels.csv").map((line) => line.split(",") as [string, string]));
    const spam = mails.filter(({ path }) => labels.get(path.split("/").at(-1)) === "spam");
    const at = (desk: TriagedMail["desk"]) => spam.filter((mail) => mail.desk === desk).length;
    const passed = at("english") + at("other-languages");
    const found = `${spam.length} spam mails ${at("quarantine")} are put aside, ${at("to-check")} are doubtful and ${passed} pass`;
    expect(text("README.md").replace(/\s+/g, " ")).toContain(`Of the sample's ${found}`);
    const ham = mails.filter((mail) => !spam.includes(mail));
    expect(ham.map(({ desk }) => desk).filter((desk) => desk === "quarantine")).toEqual([]);
  });
});
