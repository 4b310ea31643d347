// Builds the editor page to dist/renderer: for the browser host and for the desktop window alike.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "app/renderer",
  // The desktop window loads it from a scheme of its own: nothing is taken from the root of a server.
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../../dist/renderer",
    emptyOutDir: true,
    target: "es2023",
    // The page's policy forbids scripts in the page, and assets written as addresses of data would be no files to keep.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
});
