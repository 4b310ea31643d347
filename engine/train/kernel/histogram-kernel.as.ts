// Adds rows up in histograms, the loop that training spends most of its time in, in AssemblyScript (`npm run make:kernel`
// compiles it into kernel-code.ts). A cell is three float64 numbers, pull, weight and rows: the first two are added at once.
//
// The same sums in the same order as in histogram-memory.ts, so both give the same bits.

/** Bytes of a cell, of a row's number, and of a row's pull and weight. */
const CELL: usize = 24;
const ROW: usize = 4;
const PAIR: usize = 16;

/**
 * Adds the `pairs` of `count` rows to the cells of two columns: `bins` by row, `cells` by bin. Two columns at a time look up
 * the row and its pair once, and one need not wait until the other's cell is written.
 */
export function addTwo(
  rows: usize,
  count: usize,
  pairs: usize,
  bins1: usize,
  bins2: usize,
  cells1: usize,
  cells2: usize,
): void {
  const end = rows + count * ROW;
  while (rows < end) {
    const row = <usize>load<u32>(rows);
    const pair = v128.load(pairs);
    const cell1 = cells1 + <usize>load<u8>(bins1 + row) * CELL;
    v128.store(cell1, f64x2.add(v128.load(cell1), pair));
    store<f64>(cell1, load<f64>(cell1, PAIR) + 1, PAIR);
    const cell2 = cells2 + <usize>load<u8>(bins2 + row) * CELL;
    v128.store(cell2, f64x2.add(v128.load(cell2), pair));
    store<f64>(cell2, load<f64>(cell2, PAIR) + 1, PAIR);
    rows += ROW;
    pairs += PAIR;
  }
}

/** The last of an odd number of columns. */
export function addOne(rows: usize, count: usize, pairs: usize, bins: usize, cells: usize): void {
  const end = rows + count * ROW;
  while (rows < end) {
    const cell = cells + <usize>load<u8>(bins + <usize>load<u32>(rows)) * CELL;
    v128.store(cell, f64x2.add(v128.load(cell), v128.load(pairs)));
    store<f64>(cell, load<f64>(cell, PAIR) + 1, PAIR);
    rows += ROW;
    pairs += PAIR;
  }
}

/** Takes `count` numbers from those at `whole`. */
export function subtract(whole: usize, part: usize, count: usize): void {
  const end = whole + count * 8;
  // Cells of an odd number of bins are an odd number of numbers.
  for (; whole + PAIR <= end; whole += PAIR, part += PAIR)
    v128.store(whole, f64x2.sub(v128.load(whole), v128.load(part)));
  if (whole < end) store<f64>(whole, load<f64>(whole) - load<f64>(part));
}
