// Starts and stops the language client.
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  State,
} from "vscode-languageclient/node";
import { withoutRepetition } from "./diagnostics";
import { selector } from "./notations";
import { SECTION, type Settings } from "./settings";

/** How often a server that dies is started again before it is left alone, and within how many milliseconds. */
const RESTARTS = { count: 4, within: 180_000 };

export interface Watcher {
  running(version: string): void;
  stopped(): void;
  /** The server has died too often and is not started again. */
  gaveUp(): void;
}

export function createClient(
  command: string,
  settings: Settings,
  channel: vscode.LogOutputChannel,
  watcher: Watcher,
): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: selector(settings.notations),
    initializationOptions: { config: settings.config, minSeverity: settings.minSeverity },
    outputChannel: channel,
    traceOutputChannel: channel,
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, withoutRepetition(uri, diagnostics)),
      provideDiagnostics: async (document, previous, token, next) => {
        const report = await next(document, previous, token);
        if (report?.kind !== "full") {
          return report;
        }
        const uri = document instanceof vscode.Uri ? document : document.uri;
        return { ...report, items: withoutRepetition(uri, report.items) };
      },
    },
    errorHandler: errorHandler(watcher),
  };
  const args = ["server", ...settings.args];
  const client = new LanguageClient(SECTION, "siplint", { command, args }, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Running) {
      watcher.running(client.initializeResult?.serverInfo?.version ?? "");
    } else if (newState === State.Stopped) {
      watcher.stopped();
    }
  });
  return client;
}

/** Start a server that died again, without a message each time; the status item tells when that has ended. */
function errorHandler(watcher: Watcher): ErrorHandler {
  let ends: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < RESTARTS.within), now];
      if (ends.length <= RESTARTS.count) {
        return { action: CloseAction.Restart, handled: true };
      }
      watcher.gaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
