// A picture at some size on the screen, with what lies over it: a mask or another picture, and boxes.

import type { CSSProperties, ReactNode } from "react";
import type { SecondPicture } from "./second-picture.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Props {
  readonly url: string;
  readonly alt: string;
  /** Of the picture itself. */
  readonly size: Size;
  readonly scale: number;
  readonly second?: SecondPicture;
  readonly secondUrl?: string | null;
  readonly children?: ReactNode;
}

const TINTS: Readonly<Record<SecondPicture["tint"], string>> = {
  red: "#e5203a",
  green: "#12a150",
  blue: "#2563eb",
  yellow: "#f5c400",
};

export function PictureLayers({ url, alt, size, scale, second, secondUrl, children }: Props) {
  const style: CSSProperties = {
    width: size.width * scale,
    height: size.height * scale,
    imageRendering: scale >= 2 ? "pixelated" : "auto",
  };
  return (
    <div className="mr-layers" style={style}>
      <img src={url} alt={alt} draggable={false} />
      {second && secondUrl && <Second second={second} url={secondUrl} />}
      {children}
    </div>
  );
}

function Second({ second, url }: { readonly second: SecondPicture; readonly url: string }) {
  const { way, opacity, tint, wipe } = second;
  switch (way) {
    case "mask": {
      const maskImage = `url("${url}")`;
      return <div className="mr-layer-mask" style={{ background: TINTS[tint], opacity, maskImage }} />;
    }
    case "over":
      return <img src={url} alt="" draggable={false} style={{ opacity }} />;
    case "wipe":
      return (
        <>
          <img src={url} alt="" draggable={false} style={{ clipPath: `inset(0 0 0 ${wipe * 100}%)` }} />
          <i className="mr-layer-wipe" style={{ left: `${wipe * 100}%` }} />
        </>
      );
    case "side":
      return null;
  }
}
