// What the user has set under `siplint.`.
import { homedir } from "node:os";
import * as vscode from "vscode";

export const SECTION = "siplint";

export interface Settings {
  readonly enable: boolean;
  readonly path: string;
  readonly args: readonly string[];
  readonly config: string;
  readonly minSeverity: string;
  readonly notations: readonly string[];
}

export function readSettings(): Settings {
  const section = vscode.workspace.getConfiguration(SECTION);
  return {
    enable: section.get("enable", true),
    path: expand(section.get("path", "").trim()),
    args: section.get<string[]>("args", []).map(expand),
    config: expand(section.get("config", "").trim()),
    minSeverity: section.get("minSeverity", ""),
    notations: section.get<string[]>("notations", []),
  };
}

/** The globs of files that hold nothing but routing rules, as set for the folder of a document. */
export function ruleFiles(document: vscode.TextDocument): readonly string[] {
  return vscode.workspace.getConfiguration(SECTION, document).get<string[]>("ruleFiles", []);
}

/** Replace `${workspaceFolder}` and a leading `~`. */
function expand(text: string): string {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return text.replaceAll("${workspaceFolder}", folder).replace(/^~(?=$|[/\\])/, homedir());
}
