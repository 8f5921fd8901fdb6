// The extension: ties settings, discovery, the client, the rule language and the status item together.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { createClient } from "./client";
import { findServer } from "./discovery";
import { fixAll } from "./fixAll";
import { registerFormatter } from "./formatting";
import { install, mentionsRules, offerInstallation } from "./install";
import { selector } from "./notations";
import { RuleLanguage } from "./ruleLanguage";
import { readSettings, SECTION } from "./settings";
import { Status } from "./status";

const NEEDS_RESTART = ["enable", "path", "args", "config", "minSeverity", "notations"].map(
  (key) => `${SECTION}.${key}`,
);
const ASSIGNS_LANGUAGE = [`${SECTION}.ruleFiles`, "json.schemas"];
const STOPPED = "the server of siplint has stopped; the log says more";
let session: Session | undefined;

export function activate(context: vscode.ExtensionContext): void {
  session = new Session();
  context.subscriptions.push(session);
  void session.restart();
}

export async function deactivate(): Promise<void> {
  await session?.stop();
}

class Session implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel("siplint", { log: true });
  private readonly status = new Status();
  private readonly language = new RuleLanguage();
  private readonly disposables: vscode.Disposable[];
  private client: LanguageClient | undefined;
  /** Restarts follow each other, however fast they are asked for. */
  private queue: Promise<void> = Promise.resolve();
  private missing = false;
  private told = false;
  private refused: readonly string[] = [];

  constructor() {
    this.disposables = [
      this.channel,
      this.status,
      this.language,
      registerFormatter(),
      vscode.commands.registerCommand("siplint.restart", () => this.restart()),
      vscode.commands.registerCommand("siplint.fixAll", fixAll),
      vscode.commands.registerCommand("siplint.showLog", () => this.channel.show()),
      vscode.commands.registerCommand("siplint.install", install),
      vscode.commands.registerCommand("siplint.showMenu", () => this.showMenu()),
      vscode.workspace.onDidChangeConfiguration((change) => this.configurationChanged(change)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.restart()),
      vscode.workspace.onDidOpenTextDocument((document) => this.opened(document)),
      vscode.window.onDidChangeWindowState(({ focused }) => this.lookAgain(focused)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopClient();
      await this.startClient();
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopClient());
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step).catch((error) => this.channel.error(String(error)));
    return this.queue;
  }

  private async startClient(): Promise<void> {
    const settings = readSettings();
    const documents = selector(settings.notations);
    this.status.showFor((document) => vscode.languages.match(documents as vscode.DocumentSelector, document) > 0);
    this.missing = false;
    if (!settings.enable) {
      await this.language.stop();
      this.status.set("disabled", "siplint is turned off by the setting siplint.enable");
      return;
    }
    this.status.set("starting", "siplint is starting");
    const { found, refused } = await findServer(settings.path);
    for (const line of refused) {
      this.channel.warn(line);
    }
    if (!found) {
      this.refused = refused;
      await this.notFound();
      return;
    }
    this.channel.info(`starting ${found.command}, from ${found.origin}`);
    this.client = createClient(found.command, settings, this.channel, {
      running: (version) => this.status.set("running", `siplint ${version}\n${found.command}`),
      stopped: () => this.status.set("stopped", STOPPED),
      gaveUp: () => void this.language.stop(),
    });
    try {
      await this.client.start();
      await this.language.start();
    } catch (error) {
      this.channel.error(String(error));
      this.status.set("stopped", `siplint did not start: ${error}`);
      await this.language.stop();
    }
  }

  private async stopClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.channel.warn(`the server did not end as asked: ${error}`);
    }
  }

  private async notFound(): Promise<void> {
    this.missing = true;
    await this.language.stop();
    this.channel.warn("no siplint was found in the workspace's environments or on PATH");
    this.status.set("missing", this.refused[0] ?? "siplint is not installed");
    vscode.workspace.textDocuments.forEach((document) => {
      this.opened(document);
    });
  }

  /** Say once, and only to somebody who has a routing rule open, that siplint is missing. */
  private opened(document: vscode.TextDocument): void {
    if (this.missing && !this.told && mentionsRules(document)) {
      this.told = true;
      void offerInstallation(this.refused);
    }
  }

  /** Whoever comes back to the window may have installed siplint meanwhile. */
  private async lookAgain(focused: boolean): Promise<void> {
    if (focused && this.missing && (await findServer(readSettings().path)).found) {
      await this.restart();
    }
  }

  private async configurationChanged(change: vscode.ConfigurationChangeEvent): Promise<void> {
    if (NEEDS_RESTART.some((key) => change.affectsConfiguration(key))) {
      this.told = false;
      await this.restart();
    } else if (this.client && ASSIGNS_LANGUAGE.some((key) => change.affectsConfiguration(key))) {
      await this.language.stop();
      await this.language.start();
    }
  }

  private async showMenu(): Promise<void> {
    const entries = [
      { label: "$(wand) Fix all in this file", command: "siplint.fixAll" },
      { label: "$(debug-restart) Restart the server", command: "siplint.restart" },
      { label: "$(output) Show the log", command: "siplint.showLog" },
      ...(this.missing ? [{ label: "$(cloud-download) Install siplint", command: "siplint.install" }] : []),
    ];
    const chosen = await vscode.window.showQuickPick(entries, { title: "siplint" });
    if (chosen) {
      await vscode.commands.executeCommand(chosen.command);
    }
  }
}
