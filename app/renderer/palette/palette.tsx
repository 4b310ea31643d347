// The kinds that can be dragged onto the canvas.
export function Palette() {
  return <div />;
}
