// The canvas: cards, ports, wires, and what the pointer does with them.

import { expect, type Locator, type Page } from "@playwright/test";
import { soon } from "../fixtures/soon.ts";
import { escaped } from "./file-dialog.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the middle of a port to where the end of its wire can be held. */
const WIRE_END_PX = 16;
/** A tenth of a second: a glide begins within it. */
const STILL_FRAMES = 6;

export class Canvas {
  readonly page: Page;
  readonly root: Locator;
  /** Those that are in sight. */
  readonly cards: Locator;
  /** All of them, as the overview shows them. */
  readonly nodes: Locator;
  readonly wires: Locator;
  /** Wires with something wrong. */
  readonly redWires: Locator;
  /** What a wire says under the pointer. */
  readonly wireCard: Locator;
  readonly frames: Locator;
  readonly notes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole("main", { name: "Canvas" });
    this.cards = this.root.locator(".mr-card");
    this.nodes = this.root.locator(".react-flow__minimap-node");
    this.wires = this.root.locator(".mr-wire");
    this.wireCard = this.root.locator(".mr-wire-tools");
    this.frames = this.root.getByRole("group", { name: /^Frame / });
    this.notes = this.root.getByRole("group", { name: "Note", exact: true });
    this.redWires = this.root.locator(".mr-wire-impossible");
  }

  /** Its label says title, kind and state. */
  card(title: string): Locator {
    return this.root.getByRole("group", { name: new RegExp(`^${escaped(title)}, `) });
  }

  input(title: string, port = "in"): Locator {
    return this.card(title).getByLabel(`Input ${port}`, { exact: true });
  }

  output(title: string, port = "out"): Locator {
    return this.card(title).getByLabel(`Output ${port}`, { exact: true });
  }

  async expectState(title: string, state: string): Promise<void> {
    await expect(this.card(title)).toHaveAccessibleName(new RegExp(`, ${escaped(state)}$`));
  }

  /** The line of an impossible wire is of the colour of errors, whatever class it has. */
  async expectRed(index: number): Promise<void> {
    const stroke = () =>
      this.redWires
        .nth(index)
        .locator(".react-flow__edge-path")
        .evaluate((path) => (getComputedStyle(path).stroke.match(/\d+/g) ?? []).map(Number));
    await soon(async () => {
      const [red, green, blue] = await stroke();
      return red > 1.5 * green && red > 1.5 * blue;
    }).toBe(true);
  }

  /** What a person sees of the state besides its colour: the sign, the border, how strong it is, what moves. */
  async look(title: string): Promise<string> {
    return this.card(title).evaluate((card) => {
      const sign = card.querySelector(".mr-glyph svg")?.innerHTML ?? "no sign";
      const { borderTopStyle } = getComputedStyle(card, "::after");
      const { opacity } = getComputedStyle(card.querySelector(".mr-card-head")!);
      const { animationName } = getComputedStyle(card, "::before");
      return [sign, borderTopStyle, opacity, animationName].join(" | ");
    });
  }

  /** Clicks the title: everything else of a card may do something of its own. */
  async select(title: string, options: { readonly add?: boolean } = {}): Promise<void> {
    const modifiers = options.add ? (["ControlOrMeta"] as const) : [];
    await this.title(title).click({ modifiers: [...modifiers] });
  }

  title(title: string): Locator {
    return this.card(title).getByTitle(title, { exact: true }).last();
  }

  /** Drags a wire from an output to an input. */
  async connect(
    from: string,
    to: string,
    ports: { readonly out?: string; readonly in?: string } = {},
  ): Promise<void> {
    await this.drag(await middle(this.output(from, ports.out)), await middle(this.input(to, ports.in)));
  }

  /** The first rows of what a node gives, as its card shows them: names of columns, then cells. */
  async preview(title: string): Promise<string[][]> {
    const lines = this.card(title)
      .getByRole("table", { name: `First rows of ${title}` })
      .getByRole("row");
    return lines.evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
    );
  }

  /** Cards in sight that lie over one another. */
  async overlaps(): Promise<string[]> {
    return this.cards.evaluateAll((cards) => {
      const boxes = cards.map((card) => {
        const { left, right, top, bottom } = card.getBoundingClientRect();
        return { name: card.getAttribute("aria-label"), left, right, top, bottom };
      });
      return boxes.flatMap((a, at) =>
        boxes
          .slice(at + 1)
          .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
          .map((b) => `${a.name} and ${b.name}`),
      );
    });
  }

  /** A frame is held by its title. */
  frameTitle(title: string): Locator {
    return this.frames.getByTitle(title, { exact: true });
  }

  /** Drags the end of a wire from one input to another. */
  async moveWireEnd(from: string, to: string): Promise<void> {
    const { x, y } = await middle(this.input(from));
    // Beside the port: at the port a new wire would begin.
    await this.drag({ x: x - WIRE_END_PX, y }, await middle(this.input(to)));
  }

  async wireMiddle(index: number): Promise<Point> {
    return this.#alongWire(index, null);
  }

  /** Where a wire is held to move its beginning. */
  async wireStart(index: number): Promise<Point> {
    return this.#alongWire(index, WIRE_END_PX);
  }

  /** Where a wire is held to move its end. */
  async wireEnd(index: number): Promise<Point> {
    return this.#alongWire(index, -WIRE_END_PX);
  }

  /** `px` from its beginning, or from its end where negative; null is its middle. */
  async #alongWire(index: number, px: number | null): Promise<Point> {
    return this.wires.nth(index).evaluate((wire, from) => {
      const path = wire.querySelector("path")!;
      const length = path.getTotalLength();
      const along = from === null ? length / 2 : from < 0 ? length + from : from;
      const at = path.getPointAtLength(along).matrixTransform(path.getScreenCTM()!);
      return { x: at.x, y: at.y };
    }, px);
  }

  /** How a wire runs, as SVG writes it. */
  async wirePath(index: number): Promise<string> {
    return (await this.wires.nth(index).locator("path").first().getAttribute("d")) ?? "";
  }

  /** With what the pointer is offered on a wire. */
  async cutWire(index: number): Promise<void> {
    await this.hoverWire(index);
    await this.root.getByRole("button", { name: "Delete the wire" }).click();
  }

  /** The repair that an impossible wire offers under the pointer. */
  wireFix(label: string | RegExp): Locator {
    return this.wireCard.getByRole("button", { name: label });
  }

  async hoverWire(index: number): Promise<void> {
    const { x, y } = await this.wireMiddle(index);
    await this.page.mouse.move(x, y, { steps: 4 });
  }

  /** What is in sight and how large, as the browser is told. */
  async view(): Promise<string> {
    return (await this.root.locator(".react-flow__viewport").getAttribute("style")) ?? "";
  }

  /** 1 = 100 %. */
  async zoom(): Promise<number> {
    return Number(/scale\((.+?)\)/.exec(await this.view())?.[1]);
  }

  /** Where a card stands, in units of the canvas. */
  async placeOf(title: string): Promise<Point> {
    const style = await this.card(title).evaluate(
      (card) => card.closest<HTMLElement>(".react-flow__node")?.style.transform ?? "",
    );
    const [x, y] = (style.match(/-?[\d.]+/g) ?? []).map(Number);
    return { x, y };
  }

  /** What a run counted at a node: there once it has run. */
  figures(title: string): Locator {
    return this.card(title).locator(".mr-card-footer");
  }

  /** The view when it no longer moves: the same in some frames one after the other. */
  async settledView(): Promise<string> {
    return this.root.locator(".react-flow__viewport").evaluate(
      (viewport, frames) =>
        new Promise<string>((settled) => {
          let last = "";
          let same = 0;
          const look = () => {
            const now = viewport.getAttribute("style") ?? "";
            same = now === last ? same + 1 : 0;
            last = now;
            if (same === frames) settled(now);
            else requestAnimationFrame(look);
          };
          look();
        }),
      STILL_FRAMES,
    );
  }

  /** Drags a card by its title. */
  async move(title: string, by: Point): Promise<void> {
    const from = await middle(this.title(title));
    await this.drag(from, { x: from.x + by.x, y: from.y + by.y });
  }

  async drag(from: Point, to: Point, keys: readonly string[] = []): Promise<void> {
    const { mouse, keyboard } = this.page;
    await mouse.move(from.x, from.y);
    for (const key of keys) await keyboard.down(key);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
    await mouse.move(to.x, to.y, { steps: 5 });
    await mouse.up();
    for (const key of keys) await keyboard.up(key);
  }

  /** A place of the canvas, in parts of its width and height. */
  async place(x: number, y: number): Promise<Point> {
    const box = await boxOf(this.root);
    return { x: box.x + box.width * x, y: box.y + box.height * y };
  }

  async focus(): Promise<void> {
    const { x, y } = await this.place(0.5, 0.03);
    await this.page.mouse.click(x, y);
  }

  async doubleClick(at: Point): Promise<void> {
    await this.page.mouse.dblclick(at.x, at.y);
  }
}

export async function boxOf(
  locator: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  await locator.waitFor();
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator.toString()} is not on the screen.`);
  return box;
}

export async function middle(locator: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(locator);
  return { x: x + width / 2, y: y + height / 2 };
}
