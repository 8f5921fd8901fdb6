// Opens files that hold nothing but rules in a language of their own, so that siplint alone checks and completes them.
import { basename } from "node:path";
import * as vscode from "vscode";
import { JSON_LANGUAGES, ROUTING_RULE } from "./notations";
import { hasPublishedSchema } from "./schemaFiles";
import { ruleFiles } from "./settings";

const OTHER_FILES: ReadonlySet<string> = new Set(["package.json", "package-lock.json", "tsconfig.json"]);

export class RuleLanguage implements vscode.Disposable {
  private active = false;
  /** Files for which the user has chosen another language since they were opened. */
  private readonly leftAlone = new Set<string>();
  private readonly switching = new Set<string>();
  private readonly disposables: vscode.Disposable[];

  constructor() {
    this.disposables = [
      vscode.workspace.onDidOpenTextDocument((document) => this.adopt(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.noteClose(document)),
    ];
  }

  /** Take over the open files, and those opened from now on. */
  async start(): Promise<void> {
    this.active = true;
    await Promise.all(vscode.workspace.textDocuments.map((document) => this.adopt(document)));
  }

  /** Give the open files back to VS Code's own JSON support. */
  async stop(): Promise<void> {
    this.active = false;
    const taken = vscode.workspace.textDocuments.filter((document) => document.languageId === ROUTING_RULE);
    await Promise.all(taken.map((document) => this.change(document, languageByName(document))));
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async adopt(document: vscode.TextDocument): Promise<void> {
    const wanted = this.active && JSON_LANGUAGES.includes(document.languageId) && isRuleFile(document);
    if (wanted && !this.leftAlone.has(document.uri.toString())) {
      await this.change(document, ROUTING_RULE);
    }
  }

  private async change(document: vscode.TextDocument, language: string): Promise<void> {
    const key = document.uri.toString();
    this.switching.add(key);
    try {
      await vscode.languages.setTextDocumentLanguage(document, language);
    } catch {
      // the document was closed meanwhile
    } finally {
      this.switching.delete(key);
    }
  }

  /** A change of language closes and opens a document; with a tab left it was the user who made it. */
  private noteClose(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (this.switching.has(key)) {
      return;
    }
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    const shown = tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key);
    if (shown && document.languageId === ROUTING_RULE) {
      this.leftAlone.add(key);
    } else if (!shown) {
      this.leftAlone.delete(key);
    }
  }
}

function isRuleFile(document: vscode.TextDocument): boolean {
  const name = basename(document.uri.path);
  if (document.uri.scheme !== "file" || name.startsWith(".") || OTHER_FILES.has(name)) {
    return false;
  }
  const isNamed = ruleFiles(document).some((pattern) => vscode.languages.match({ pattern }, document) > 0);
  return isNamed || hasPublishedSchema(document);
}

function languageByName(document: vscode.TextDocument): string {
  return document.uri.path.endsWith(".jsonc") ? "jsonc" : "json";
}
