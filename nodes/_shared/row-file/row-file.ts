// Writes rows into a file: a new one, one that is there already, or one after the other.

import type { FileWriter, HostServices } from "../../../engine/sdk/services.ts";
import {
  copyInto,
  existingFile,
  firstLine,
  otherColumns,
  refuseChanged,
  warnOfOtherNames,
  type EndReader,
  type Existing,
  type Warn,
} from "./existing-file.ts";
import { rolls, type RowFileSettings } from "./params.ts";
import { firstNumber, partName } from "./part-names.ts";

/** How rows are written in the format of the file. */
export interface RowFormat {
  /** What stands before the first row; null for nothing. */
  header(names: readonly string[]): Uint8Array | null;
  readonly lineEnd: Uint8Array;
  /** Tells whether a file that is there ends in the middle of a row; absent where its lines are rows. */
  end?(): EndReader;
  /** What is wrong with the first line of a file that rows with these columns are added to; null where it fits. */
  misfit(line: string, names: readonly string[]): { readonly expected: string; readonly got: string } | null;
}

export interface Rows {
  readonly bytes: Uint8Array;
  /** Where each row ends; null where nobody asks. */
  readonly ends: readonly number[] | null;
  readonly names: readonly string[];
  /** Called when the bytes are needed no more. */
  readonly written: () => void;
}

interface Kept {
  readonly isBegun: boolean;
  readonly existing: Existing | null;
}

export class RowFile {
  readonly #settings: RowFileSettings;
  readonly #host: Pick<HostServices, "files" | "clock">;
  readonly #format: RowFormat;
  readonly #rolls: boolean;
  /** The file that is being written; null between two of them. */
  #writer: FileWriter | null;
  #isBegun = false;
  /** What kept the beginning of a file from being written: behind it, rows would stand without a header, or in place of those that were there. */
  #failure: Error | null = null;
  /** The file that rows are added to, as it was. */
  #existing: Existing | null = null;
  #number = 1;
  /** Rows of the file that is being written, and when it was begun by the monotonic clock. */
  #rows = 0;
  #begunMs = 0;

  private constructor(
    settings: RowFileSettings,
    host: Pick<HostServices, "files" | "clock">,
    format: RowFormat,
  ) {
    this.#settings = settings;
    this.#host = host;
    this.#format = format;
    this.#rolls = rolls(settings);
    this.#writer = this.#rolls ? null : host.files.create(settings.path);
  }

  /** Tells what can be told before there is a row, and throws what is wrong: files in the way, other columns than `names`. Makes nothing. */
  static async open(
    settings: RowFileSettings,
    host: Pick<HostServices, "files" | "clock">,
    format: RowFormat,
    { names, warn }: { readonly names: readonly string[]; readonly warn: Warn },
  ): Promise<RowFile> {
    const file = new RowFile(settings, host, format);
    if (file.#rolls) file.#number = await firstNumber(settings, host.files, warn);
    else if (settings.existing === "append") {
      await file.#refuseOther(names);
      await warnOfOtherNames(settings.path, host.files, warn);
    }
    return file;
  }

  write(rows: Rows): Promise<void> | void {
    if (this.#failure) throw this.#failure;
    if (this.#rolls) return this.#writeRolled(rows);
    const { bytes, written, names } = rows;
    if (this.#isBegun) return this.#writer!.write(bytes, written);
    return this.#begin(names).then(() => this.#writer!.write(bytes, written));
  }

  /** Puts what was written in its place; `names` are the columns where no row came. */
  async commit(names: readonly string[]): Promise<void> {
    if (this.#failure) {
      await this.abandon();
      throw this.#failure;
    }
    if (this.#rolls) {
      const isEmpty = !this.#isBegun && this.#settings.existing === "replace";
      if (isEmpty) await this.#beginPart(names);
      return this.#place();
    }
    if (!this.#isBegun) await this.#begin(names);
    // Nothing is to be written where a run that goes on finds that the file took its place before it was ended.
    if (this.#settings.existing === "append" && this.#writer!.bytesWritten > 0) await this.#refuseChanged();
    await this.#writer!.commit();
  }

  async abandon(): Promise<void> {
    await this.#writer?.abandon();
  }

  snapshot(): Uint8Array {
    const kept: Kept = { isBegun: this.#isBegun, existing: this.#existing };
    return new TextEncoder().encode(JSON.stringify(kept));
  }

  restore(bytes: Uint8Array): void {
    const { isBegun, existing } = JSON.parse(new TextDecoder().decode(bytes)) as Kept;
    this.#isBegun = isBegun;
    this.#existing = existing;
  }

  /** Opens the file, so that a place that cannot be written is known before work is done for it, and writes what comes first. */
  #begin(names: readonly string[]): Promise<void> {
    this.#isBegun = true;
    return this.#once(this.#writeBeginning(names));
  }

  /** A beginning is tried once: nobody knows how much of it was written. */
  async #once(beginning: Promise<void>): Promise<void> {
    try {
      await beginning;
    } catch (thrown) {
      this.#failure = thrown as Error;
      throw thrown;
    }
  }

  async #writeBeginning(names: readonly string[]): Promise<void> {
    const { path, existing } = this.#settings;
    const writer = this.#writer!;
    // Before what is there is looked at: from here on another run that adds to it takes our place, and we are told.
    await writer.open();
    if (existing === "append") await this.#refuseOther(names);
    if (this.#existing) {
      const { lineEnd, end } = this.#format;
      return copyInto(writer, path, this.#host.files, { lineEnd, end: end?.() ?? null });
    }
    await writeHeader(writer, this.#format.header(names));
  }

  async #refuseOther(names: readonly string[]): Promise<void> {
    const { path } = this.#settings;
    const { files } = this.#host;
    this.#existing = await existingFile(path, files);
    const misfit = this.#existing && this.#format.misfit(await firstLine(path, files), names);
    if (misfit) throw otherColumns(path, misfit);
  }

  async #refuseChanged(): Promise<void> {
    try {
      await refuseChanged(this.#settings.path, this.#existing, this.#host.files);
    } catch (thrown) {
      await this.#writer!.abandon();
      throw thrown;
    }
  }

  async #writeRolled({ bytes, ends, names, written }: Rows): Promise<void> {
    const { rollMegabytes, rollMinutes } = this.#settings;
    const most = rollMegabytes > 0 ? rollMegabytes * 2 ** 20 : Infinity;
    const { clock } = this.#host;
    let row = 0;
    let from = 0;
    while (from < bytes.length) {
      const isLate = rollMinutes > 0 && clock.monotonic() - this.#begunMs >= rollMinutes * 60_000;
      if (this.#writer && isLate) await this.#place();
      if (!this.#writer) await this.#beginPart(names);
      const until = from + most - this.#writer!.bytesWritten;
      let to = from;
      // A row that is larger than a file has one for itself.
      while (row < ends!.length && (ends![row] <= until || (this.#rows === 0 && to === from))) {
        to = ends![row++];
        this.#rows += 1;
      }
      if (to > from)
        await this.#writer!.write(bytes.subarray(from, to), to === bytes.length ? written : undefined);
      from = to;
      if (from < bytes.length) await this.#place();
    }
  }

  async #beginPart(names: readonly string[]): Promise<void> {
    this.#isBegun = true;
    const writer = (this.#writer = this.#host.files.create(partName(this.#settings.path, this.#number++)));
    this.#rows = 0;
    if (this.#settings.rollMinutes > 0) this.#begunMs = this.#host.clock.monotonic();
    await this.#once(writeHeader(writer, this.#format.header(names)));
  }

  async #place(): Promise<void> {
    await this.#writer?.commit();
    this.#writer = null;
  }
}

async function writeHeader(writer: FileWriter, header: Uint8Array | null): Promise<void> {
  await writer.open();
  if (header) await writer.write(header);
}
