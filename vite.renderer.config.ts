// Builds the editor page into dist/renderer: static files, no code in the page itself (its policy forbids that).
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: "app/renderer",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../../dist/renderer",
    emptyOutDir: true,
    target: "es2023",
    modulePreload: { polyfill: false },
    // It comes from this machine.
    chunkSizeWarningLimit: 4000,
  },
});
