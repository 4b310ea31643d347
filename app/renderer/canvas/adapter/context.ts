// How the parts of the canvas get at its store.

import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { CanvasState, CanvasStore } from "./canvas-store.ts";

export const CanvasContext = createContext<CanvasStore | null>(null);

export function useCanvasStore(): CanvasStore {
  const store = useContext(CanvasContext);
  if (!store) throw new Error("There is no canvas here.");
  return store;
}

export const useCanvas = <T>(select: (state: CanvasState) => T): T => useStore(useCanvasStore(), select);
