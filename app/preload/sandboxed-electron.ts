// What of Electron the preload uses. Its own tsconfig reads this in place of electron.d.ts, which brings the types of Node along:
// a preload in the sandbox has no Node. The tsconfig of the whole holds the preload against electron.d.ts itself.

type Heard = (sender: unknown, event: unknown) => void;

export declare const contextBridge: { exposeInMainWorld(name: string, api: unknown): void };
export declare const ipcRenderer: {
  invoke<T>(channel: string, request: unknown): Promise<T>;
  on(channel: string, listener: Heard): unknown;
  removeListener(channel: string, listener: Heard): unknown;
};
export declare const webUtils: { getPathForFile(file: File): string };
