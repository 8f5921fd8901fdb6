// Checks texts in Python, away from the page, which stays responsive.

import { Grammars } from "./grammars";
import { addLibraries, startPython } from "./interpreter";
import type { Answer, Request } from "./messages";

const base = new URL(".", import.meta.url).href;
const grammars = new Grammars(base);

type Call = (name: string, values: string) => string;
interface Bridge {
  parse: (grammar: string, text: string) => string;
  missing: unknown;
}

const started = start();
let last: Promise<void> = Promise.resolve();

self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  last = last.then(() => answer(data));
});

async function start(): Promise<{ call: Call; bridge: Bridge; forget: (name: string) => void }> {
  const begun = performance.now();
  const useSnapshot = self.name !== "without snapshot";
  try {
    const python = await startPython(base, useSnapshot);
    const module = python.pyimport("worker_calls") as { call: Call };
    const tree = python.pyimport("web_tree_sitter") as { Bridge: Bridge; forget: (name: string) => void };
    tree.Bridge.parse = (grammar, text) => grammars.parse(grammar, text);
    send({ id: 0, value: useSnapshot, milliseconds: performance.now() - begun });
    if (useSnapshot) setTimeout(() => void addLibraries(python, base).catch(() => {}), 3000);
    return { call: module.call, bridge: tree.Bridge, forget: tree.forget };
  } catch (error) {
    send({ id: 0, error: String(error) });
    throw error;
  }
}

async function answer(request: Request): Promise<void> {
  const { call, forget } = await started;
  const values = JSON.stringify(request.arguments);
  try {
    for (;;) {
      const begun = performance.now();
      const value = JSON.parse(call(request.name, values)) as { needs?: string };
      if (value.needs === undefined) {
        send({ id: request.id, value, milliseconds: performance.now() - begun });
        return;
      }
      await grammars.load(value.needs).catch(() => forget(value.needs ?? ""));
    }
  } catch (error) {
    send({ id: request.id, error: String(error) });
  }
}

function send(message: Answer): void {
  (self as unknown as { postMessage(message: Answer): void }).postMessage(message);
}
