// The page's side of the worker: calls return promises.

import type { Answer, Calls, Request } from "./messages";

export interface Timed<T> {
  value: T;
  milliseconds: number;
}

export class WorkerClient {
  /** Resolves when Python is ready, with the milliseconds it took. */
  readonly ready: Promise<number>;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve: (value: Timed<unknown>) => void; reject: (error: Error) => void }>();
  private count = 0;

  constructor(url: string, name: string) {
    // From a blob, the worker has the page's content security policy: it cannot reach other hosts either.
    const source = URL.createObjectURL(new Blob([`import ${JSON.stringify(url)};`], { type: "text/javascript" }));
    this.worker = new Worker(source, { type: "module", name });
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve: ({ milliseconds }) => resolve(milliseconds), reject });
      this.worker.addEventListener("error", (event) => reject(new Error(event.message || "the worker did not start")));
    });
    this.worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.receive(data));
  }

  call<Name extends keyof Calls>(name: Name, values: Calls[Name][0]): Promise<Timed<Calls[Name][1]>> {
    const request: Request = { id: ++this.count, name, arguments: values };
    return new Promise((resolve, reject) => {
      this.waiting.set(request.id, { resolve: resolve as (value: Timed<unknown>) => void, reject });
      this.worker.postMessage(request);
    });
  }

  private receive(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.error !== undefined) waiting?.reject(new Error(answer.error));
    else waiting?.resolve({ value: answer.value, milliseconds: answer.milliseconds ?? 0 });
  }
}
