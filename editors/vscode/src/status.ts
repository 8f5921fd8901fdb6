// The status item: what siplint is doing, and a menu.
import * as vscode from "vscode";

export type Health = "starting" | "running" | "stopped" | "missing" | "disabled";

const ICONS: Readonly<Record<Health, string>> = {
  starting: "$(sync~spin)",
  running: "$(check)",
  stopped: "$(error)",
  missing: "$(warning)",
  disabled: "$(circle-slash)",
};

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("siplint", vscode.StatusBarAlignment.Right, 100);
  private readonly disposables: vscode.Disposable[];
  private serves: (document: vscode.TextDocument) => boolean = () => false;

  constructor() {
    this.item.name = "siplint";
    this.item.command = "siplint.showMenu";
    this.disposables = [this.item, vscode.window.onDidChangeActiveTextEditor(() => this.showOrHide())];
    this.set("starting", "siplint is starting");
  }

  /** Show the item only beside documents that siplint looks at. */
  showFor(serves: (document: vscode.TextDocument) => boolean): void {
    this.serves = serves;
    this.showOrHide();
  }

  set(health: Health, tooltip: string): void {
    this.item.text = `${ICONS[health]} siplint`;
    this.item.tooltip = tooltip;
    const bad = health === "stopped" || health === "missing";
    this.item.backgroundColor = bad ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.showOrHide();
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private showOrHide(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document && this.serves(document)) {
      this.item.show();
    } else {
      this.item.hide();
    }
  }
}
