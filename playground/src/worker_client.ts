// The page's side of the worker: calls return promises; a worker whose Python has broken is replaced.

import type { Answer, Calls, Request } from "./messages";

export interface Timed<T> {
  value: T;
  milliseconds: number;
}

interface Waiting {
  resolve: (value: Timed<unknown>) => void;
  reject: (error: Error) => void;
}

export class WorkerClient {
  /** Resolves when Python is ready, with the milliseconds it took. */
  readonly ready: Promise<number>;
  private worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private count = 0;

  constructor(private readonly url: string, private readonly name: string) {
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve: ({ milliseconds }) => resolve(milliseconds), reject });
    });
    this.worker = this.start();
  }

  call<Name extends keyof Calls>(name: Name, values: Calls[Name][0]): Promise<Timed<Calls[Name][1]>> {
    const request: Request = { id: ++this.count, name, arguments: values };
    return new Promise((resolve, reject) => {
      this.waiting.set(request.id, { resolve: resolve as (value: Timed<unknown>) => void, reject });
      this.worker.postMessage(request);
    });
  }

  private start(): Worker {
    // From a blob, the worker has the page's content security policy: it cannot reach other hosts either.
    const source = URL.createObjectURL(new Blob([`import ${JSON.stringify(this.url)};`], { type: "text/javascript" }));
    const worker = new Worker(source, { type: "module", name: this.name });
    worker.addEventListener("error", (event) => this.receive({ id: 0, error: event.message || "the worker did not start" }));
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.receive(data));
    return worker;
  }

  private receive(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.error === undefined) {
      waiting?.resolve({ value: answer.value, milliseconds: answer.milliseconds ?? 0 });
      return;
    }
    if (answer.id) this.restart();
    waiting?.reject(new Error(answer.error));
  }

  private restart(): void {
    this.worker.terminate();
    this.worker = this.start();
    for (const [id, { reject }] of this.waiting) {
      if (id) reject(new Error("Python was started again"));
    }
    this.waiting.clear();
  }
}
