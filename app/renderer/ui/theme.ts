// The visual language as a Mantine theme; colours come from tokens.css, so that canvas and panels share them.

import { themeText } from "../strings/theme.ts";
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const indigo: MantineColorsTuple = [
  "#eceafd",
  "#dcd9fb",
  "#bab5f6",
  "#9a93f2",
  "#8079ee",
  "#6a62ea",
  "#4f46e5",
  "#4338ca",
  "#3a31ad",
  "#2f2890",
];

/** The danger of tokens.css: shade 6 on light ground, 4 on dark. */
const red: MantineColorsTuple = [
  "#fdecef",
  "#fad5db",
  "#f9aab6",
  "#ff8194",
  "#ff8194",
  "#dd3b53",
  "#c2263d",
  "#a81f34",
  "#8d1a2b",
  "#701522",
];

/** Text, soft and faint text, strong border, border, hover, input, card, panel, sunken: the dark tokens. */
const dark: MantineColorsTuple = [
  "#e8eaef",
  "#c3c8d2",
  "#a9b0bd",
  "#8f97a6",
  "#3a404c",
  "#2e333d",
  "#22262e",
  "#1c1f25",
  "#191c21",
  "#121418",
];

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: { light: 6, dark: 4 },
  colors: { indigo, red, dark },
  fontFamily: "var(--mr-font)",
  fontFamilyMonospace: "var(--mr-mono)",
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "15px", xl: "18px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    ActionIcon: { defaultProps: { variant: "subtle", size: 28, color: "gray" } },
    TextInput: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs", comboboxProps: { shadow: "md" } } },
    MultiSelect: { defaultProps: { size: "xs" } },
    Textarea: { defaultProps: { size: "xs" } },
    Switch: { defaultProps: { size: "xs" } },
    // For those who come by key, too.
    Tooltip: {
      defaultProps: {
        openDelay: 400,
        withArrow: false,
        fz: "xs",
        events: { hover: true, focus: true, touch: false },
      },
    },
    // Without its empty first item, which is no item of a menu to those who hear it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: {
        centered: true,
        padding: "lg",
        radius: "lg",
        transitionProps: { duration: 150 },
        overlayProps: { backgroundOpacity: 0.32 },
        closeButtonProps: { "aria-label": themeText.close },
        // Mantine's <header> would be a second banner of the page.
        attributes: { header: { role: "presentation" } },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": themeText.close } } },
  },
});
