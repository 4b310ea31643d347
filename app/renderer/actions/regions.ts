// The parts of the window that F6 goes through, marked with `data-region`.

export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")];
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions.at((at + step + (at < 0 && step < 0 ? 1 : 0)) % regions.length);
  next?.focus();
}
