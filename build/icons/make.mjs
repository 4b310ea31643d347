// Draws the program's icon and writes it in the forms that the systems want: npm run make:icons.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const SIZES = [16, 32, 48, 64, 128, 256, 512];
/** Names of Apple's icon format for PNG pictures of a size. */
const ICNS = { 128: "ic07", 256: "ic08", 512: "ic09", 1024: "ic10" };
const ICO = [16, 32, 48, 64, 128, 256];

/** A mill wheel over its race: eight paddles, and three lines of water that pass below. */
const paddles = Array.from(
  { length: 8 },
  (_, n) => `<rect x="-26" y="-262" width="52" height="122" rx="16"
  transform="rotate(${n * 45})"/>`,
).join("");
const wave = (y, opacity) =>
  `<path d="M 130 ${y} q 95 -60 190 0 t 190 0 t 190 0 t 194 0" stroke-opacity="${opacity}"/>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">
<defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="#6366f1"/><stop offset="1" stop-color="#3730a3"/></linearGradient></defs>
<rect x="64" y="64" width="896" height="896" rx="200" fill="url(#sky)"/>
<g transform="translate(512 430) rotate(22.5)" fill="#fff">${paddles}
<circle r="170" fill="none" stroke="#fff" stroke-width="44"/><circle r="46"/></g>
<g fill="none" stroke="#99f6e4" stroke-width="44" stroke-linecap="round">${wave(740, 1)}${wave(826, 0.6)}</g>
</svg>
`;

const write = (name, bytes) => writeFileSync(join(import.meta.dirname, name), bytes);
const png = (size) => sharp(Buffer.from(svg)).resize(size, size).png({ compressionLevel: 9 }).toBuffer();
const pictures = async (sizes) => Promise.all(sizes.map(async (size) => [size, await png(size)]));

write("icon.svg", svg);
for (const [size, picture] of await pictures(SIZES)) write(`${size}x${size}.png`, picture);

/** Header, one entry of sixteen bytes for each picture, the pictures. */
const icons = await pictures(ICO);
const head = Buffer.alloc(6 + 16 * icons.length);
head.writeUInt16LE(1, 2);
head.writeUInt16LE(icons.length, 4);
let at = head.length;
icons.forEach(([size, picture], n) => {
  const entry = 6 + 16 * n;
  // 0 stands for 256.
  head.writeUInt8(size % 256, entry);
  head.writeUInt8(size % 256, entry + 1);
  head.writeUInt16LE(1, entry + 4);
  head.writeUInt16LE(32, entry + 6);
  head.writeUInt32LE(picture.length, entry + 8);
  head.writeUInt32LE(at, entry + 12);
  at += picture.length;
});
write("icon.ico", Buffer.concat([head, ...icons.map(([, picture]) => picture)]));

const part = (name, bytes) => {
  const start = Buffer.alloc(8);
  start.write(name, "latin1");
  start.writeUInt32BE(bytes.length + 8, 4);
  return Buffer.concat([start, bytes]);
};
const parts = (await pictures(Object.keys(ICNS).map(Number))).map(([size, picture]) =>
  part(ICNS[size], picture),
);
write("icon.icns", part("icns", Buffer.concat(parts)));
