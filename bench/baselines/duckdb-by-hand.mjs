// Baseline: what a query gives, filtered and written as CSV. `node duckdb-by-hand.mjs QUERY OUTPUT COLUMN LEAST`
//
// The library's C interface, a piece at a time, the next one asked for while the last is written; numbers straight from its memory, and
// bytes into one buffer. It knows its table: a whole number, numbers of up to five decimals, texts without a delimiter. LEAST may be left
// out: then every row is written.

import { closeSync, openSync, writeSync } from "node:fs";
import duckdb from "@duckdb/node-bindings";

const [query, output, column, least] = process.argv.slice(2);
const FLUSH_BYTES = 512 * 1024;
const [COMMA, LINE_FEED, MINUS, POINT, ZERO] = [44, 10, 45, 46, 48];

const config = duckdb.create_config();
duckdb.set_config(config, "threads", "1");
const database = await duckdb.open(":memory:", config);
const connection = await duckdb.connect(database);
const statement = await duckdb.prepare(connection, query);
const result = await duckdb.execute_prepared_streaming(statement);
const columns = Array.from({ length: duckdb.column_count(result) }, (_, i) => ({
  name: duckdb.column_name(result, i),
  type: duckdb.column_type(result, i),
}));
const tested = columns.findIndex(({ name }) => name === column);

const bytes = Buffer.allocUnsafe(FLUSH_BYTES + 64 * 1024);
let at = 0;
const file = openSync(output, "w");
at += bytes.write(`${columns.map(({ name }) => name).join(",")}\n`);

const { BIGINT, DOUBLE } = duckdb.Type;
let next = duckdb.fetch_chunk(result);
for (;;) {
  const chunk = await next;
  const rows = chunk === null ? 0 : duckdb.data_chunk_get_size(chunk);
  if (rows === 0) break;
  next = duckdb.fetch_chunk(result);
  const writers = columns.map(({ type }, i) => writerOf(duckdb.data_chunk_get_vector(chunk, i), type, rows));
  const values = least === undefined ? null : writers[tested].values;
  const limit = Number(least);
  for (let row = 0; row < rows; row++) {
    if (values !== null && !(values[row] >= limit)) continue;
    for (const { write } of writers) {
      write(row);
      bytes[at++] = COMMA;
    }
    bytes[at - 1] = LINE_FEED;
    if (at >= FLUSH_BYTES) flush();
  }
}
flush();
closeSync(file);

function flush() {
  writeSync(file, bytes, 0, at);
  at = 0;
}

function writerOf(vector, type, rows) {
  if (type === DOUBLE) {
    const data = duckdb.vector_get_data(vector, rows * 8);
    const values = new Float64Array(data.buffer, data.byteOffset, rows);
    return { values, write: (row) => writeNumber(values[row]) };
  }
  if (type === BIGINT) {
    const data = duckdb.vector_get_data(vector, rows * 8);
    const halves = new Uint32Array(data.buffer, data.byteOffset, rows * 2);
    return { write: (row) => writeDigits(halves[row * 2]) };
  }
  const data = duckdb.vector_get_data(vector, rows * 16);
  const entries = new Uint32Array(data.buffer, data.byteOffset, rows * 4);
  const { text, low } = longTexts(entries, rows);
  return {
    write(row) {
      const length = entries[row * 4];
      let source = data;
      let from = row * 16 + 4;
      if (length > 12 && text !== null) {
        source = text;
        from = (entries[row * 4 + 2] - low) >>> 0;
      } else if (length > 12) {
        source = duckdb.get_data_from_pointer(data.buffer, data.byteOffset + row * 16 + 8, length);
        from = 0;
      }
      for (let i = from; i < from + length; i++) bytes[at++] = source[i];
    },
  };
}

/** All longer texts of a piece at once, where they stand together: mostly in the dictionary of the column. */
function longTexts(entries, rows) {
  const places = new BigUint64Array(entries.buffer, entries.byteOffset, rows * 2);
  let [from, to] = [0n, 0n];
  for (let row = 0; row < rows; row++) {
    const length = entries[row * 4];
    if (length <= 12) continue;
    const place = places[row * 2 + 1];
    if (from === 0n || place < from) from = place;
    if (place + BigInt(length) > to) to = place + BigInt(length);
  }
  if (from === 0n) return { text: null, low: 0 };
  if (to - from > 1_000_000n) return { text: null, low: 0 };
  const place = BigUint64Array.of(from);
  return {
    text: duckdb.get_data_from_pointer(place.buffer, 0, Number(to - from)),
    low: Number(from & 0xffffffffn),
  };
}

function writeNumber(value) {
  if (value < 0) bytes[at++] = MINUS;
  const size = Math.abs(value);
  const scaled = Math.round(size * 1e5);
  if (scaled / 1e5 !== size) {
    at += bytes.latin1Write(String(size), at);
    return;
  }
  const whole = Math.floor(scaled / 1e5);
  writeDigits(whole);
  let rest = scaled - whole * 1e5;
  if (rest === 0) return;
  bytes[at++] = POINT;
  for (let power = 1e4; rest > 0; power /= 10) {
    const digit = Math.floor(rest / power);
    bytes[at++] = ZERO + digit;
    rest -= digit * power;
  }
}

function writeDigits(whole) {
  let length = 1;
  for (let power = 10; power <= whole; power *= 10) length++;
  let rest = whole;
  for (let i = at + length - 1; i >= at; i--) {
    const tenth = Math.floor(rest / 10);
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  at += length;
}
