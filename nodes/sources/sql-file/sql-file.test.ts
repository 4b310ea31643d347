// sql-file: what a query may read, what it gives, and what is said of one that is wrong.

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { parquetOf } from "../../../tests/support/make-parquet.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import sqlFile from "./sql-file.ts";

const FILES = {
  "data/sales.csv": "city,amount\nOslo,2\nRome,5\nOslo,3\n",
  "data/places.jsonl": '{"city":"Oslo","country":"NO"}\n{"city":"Rome","country":"IT"}\n',
  "data/deep/a.csv": "n\n1\n",
  "data/deep/b.csv": "n\n2\n",
  "secret.csv": "word\nhidden\n",
};

const ask = (
  query: string,
  files: Readonly<Record<string, string | Uint8Array>> = FILES,
  more: object = {},
) => runWithFiles(sqlFile, files, { params: { folder: "data", query, ...more } });

async function refused(query: string, files = FILES, more: object = {}): Promise<MillraceError> {
  const thrown: unknown = await ask(query, files, more).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(MillraceError);
  return thrown as MillraceError;
}

describe("files", () => {
  test("of several kinds, joined and counted", async () => {
    const { rows, schemas } = await ask(
      "SELECT country, sum(amount)::INT AS total FROM 'sales.csv' JOIN 'places.jsonl' USING (city) GROUP BY ALL ORDER BY country",
    );
    expect(rows).toEqual([
      { country: "IT", total: 5 },
      { country: "NO", total: 5 },
    ]);
    expect(schemas.out!.fields.map(({ name, type }) => `${name} ${type.type}`)).toEqual([
      "country text",
      "total int32",
    ]);
  });

  test.each([
    ["as a table", "SELECT n FROM 'deep/*.csv' ORDER BY n"],
    ["as the argument of a function", "SELECT n FROM read_csv('deep/*.csv') ORDER BY n"],
    ["in a list", "SELECT n FROM read_csv(['deep/*.csv']) ORDER BY n"],
    ["through folders", "SELECT n FROM '**/{a,b}.csv' ORDER BY n"],
    [
      "in a part of the query with a name",
      "WITH t AS (FROM \"deep/a.csv\") SELECT n FROM t UNION ALL FROM 'deep/b.csv'",
    ],
    [
      "behind a remark with a quote",
      "/* it's */ SELECT n -- isn't it\nFROM 'deep/*.csv' ORDER BY n; -- done",
    ],
  ])("several, %s", async (_, query) => {
    expect((await ask(query)).rows).toEqual([{ n: 1n }, { n: 2n }]);
  });

  test("a text that is called like a file stays a text", async () => {
    const { rows } = await ask(
      "SELECT 'sales.csv' AS name, count(*) AS n FROM 'sales.csv' WHERE city <> 'sales.csv'",
    );
    expect(rows).toEqual([{ name: "sales.csv", n: 3n }]);
  });

  test("Parquet, and packed CSV", async () => {
    const files = {
      "data/a.parquet": await parquetOf("SELECT 1 AS k, [0.5, 1.5] AS v"),
      "data/b.csv.gz": gzipSync("k,w\n1,x\n"),
    };
    const { rows } = await ask("SELECT * FROM 'a.parquet' JOIN 'b.csv.gz' USING (k)", files);
    expect(rows).toEqual([{ k: 1, v: [0.5, 1.5], w: "x" }]);
  });

  test("the order of the query is kept, beyond one frame", async () => {
    const { rows } = await ask("SELECT range AS n FROM range(20000) ORDER BY n DESC");
    expect(rows.length).toBe(20000);
    expect(rows.findIndex(({ n }, i) => n !== BigInt(19999 - i))).toBe(-1);
  });

  test("no rows: the columns are known all the same", async () => {
    const { rows, schemas } = await ask("SELECT city FROM 'sales.csv' WHERE amount > 100");
    expect(rows).toEqual([]);
    expect(schemas.out!.fields).toMatchObject([{ name: "city", type: { type: "text" } }]);
  });
});

describe("what a query may not do", () => {
  test.each([
    ["COPY (SELECT 1) TO 'out.csv'"],
    ["CREATE TABLE t (a INT)"],
    ["INSTALL httpfs"],
    ["LOAD httpfs"],
    ["ATTACH 'other.db'"],
    ["SET enable_external_access = true"],
    ["SELECT 1; DROP TABLE t"],
    ["SELECT 1; SELECT 2"],
  ])("%s", async (query) => {
    expect((await refused(query)).code).toBe("SQL_NOT_SELECT");
  });

  test.each([
    ["a path that leads out", "FROM '../secret.csv'"],
    ["a pattern that leads out", "FROM '../*.csv'"],
    ["an absolute path", "FROM '/etc/passwd'"],
    ["an address", "FROM 'https://example.org/a.csv'"],
    ["a path put together", "FROM read_csv('sales' || '.csv')"],
    ["the list of a folder", "SELECT * FROM glob(concat('/etc', '/*'))"],
  ])("%s", async (_, query) => {
    const { code, details } = await refused(query);
    expect([code, details.path]).toEqual(["SQL_FILE_OUTSIDE", "params.query"]);
  });

  test("a function that answers otherwise each time is a warning", async () => {
    const { issues } = await ask("SELECT random() AS r, now() AS t");
    expect(issues.map(({ code, severity, got }) => [code, severity, got])).toEqual([
      ["SQL_CHANGING", "warning", "random()"],
      ["SQL_CHANGING", "warning", "now()"],
    ]);
  });
});

describe("what is wrong", () => {
  test("a word that is not SQL, with its place", async () => {
    const { code, message } = await refused("SELECT *\nFRO 'sales.csv'");
    expect(code).toBe("SQL_INVALID");
    expect(message).toContain("syntax error");
    expect(message).toContain("(Line 2, column");
  });

  test("a column that is not there: its place is that in the query as it was written", async () => {
    const { code, message } = await refused("SELECT ä.amount,\n  ä.citty FROM 'sales.csv' AS ä");
    expect(code).toBe("SQL_INVALID");
    expect(message).toContain('"citty"');
    expect(message).toContain("(Line 2, column 3 of the query.)");
    expect(message).not.toContain("/data/");
  });

  test("a place behind a file that was looked up", async () => {
    const { message } = await refused("FROM 'sales.csv' WHERE wrong = 1");
    expect(message).toContain("(Line 1, column 24 of the query.)");
  });

  test.each(["FROM 'nothing.csv'", "FROM 'nothing*.csv'", "FROM 'deep'"])(
    "no such file: %s",
    async (query) => {
      const { code, details } = await refused(query);
      expect([code, details.path]).toEqual(["FILE_MISSING", "params.query"]);
    },
  );

  test("two columns with one name are an issue", async () => {
    const { issues } = await ask("SELECT 1 AS a, 2 AS a");
    expect(issues).toMatchObject([{ code: "COLUMN_DUPLICATE", severity: "error", path: "params.query" }]);
  });

  test("a value that cannot be converted ends the run with DuckDB's words", async () => {
    const { code, message, details } = await refused("SELECT city::INT AS n FROM 'sales.csv'");
    expect(code).toBe("SQL_FAILED");
    expect(message).toContain("Could not convert string 'Oslo'");
    expect(details.hint).toContain("TRY_CAST");
  });

  test.each([
    ["PAR1 and then nothing more", "PARQUET_TRUNCATED"],
    ["something else", "FILE_NOT_PARQUET"],
    ["", "FILE_EMPTY"],
  ])("a Parquet file with %j in it, in the words of the source for such", async (content, code) => {
    const error = await refused("FROM 'a.parquet'", { ...FILES, "data/a.parquet": content } as never);
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ file: "a.parquet", path: "params.query" });
  });

  test("a file that is no Parquet", async () => {
    const { code, message, details } = await refused("FROM read_parquet('sales.csv')");
    expect(code).toBe("SQL_FAILED");
    expect(message).toContain("sales.csv");
    expect(details.hint).not.toContain("TRY_CAST");
  });

  test("a packed line without end stops at what a line may have, not at the end of memory", async () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024, "a"));
    const { code } = await refused(
      "SELECT count(*) FROM 'bomb.csv.gz'",
      { ...FILES, "data/bomb.csv.gz": bomb } as never,
      {
        memoryMegabytes: 64,
      },
    );
    expect(code).toMatch(/^SQL_(FAILED|INVALID|MEMORY)$/);
  });

  test("what does not fit into its memory, and has no other place, is told", async () => {
    const { code, details } = await refused("SELECT list(range) AS all_of_them FROM range(40000000)", FILES, {
      memoryMegabytes: 64,
    });
    expect(code).toBe("SQL_MEMORY");
    expect(details.hint).toContain("memoryMegabytes");
  });
});

test("rows that do not fit into memory are sorted all the same", async () => {
  const { rows } = await ask(
    "SELECT count(*) AS n, min(a) AS least FROM (SELECT hash(range) AS a FROM range(4000000) ORDER BY a)",
    FILES,
    {
      memoryMegabytes: 64,
    },
  );
  expect(rows).toMatchObject([{ n: 4000000n }]);
});
