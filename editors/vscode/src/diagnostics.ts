// Keeps siplint from repeating what VS Code reports itself.
import * as vscode from "vscode";
import { JSON_LANGUAGES } from "./notations";

/** Not JSON, and a repeated key: VS Code underlines both in the language JSON. */
const SAID_BY_THE_EDITOR: ReadonlySet<unknown> = new Set(["RR001", "RR003"]);

/** Leave out what the JSON support of VS Code, where it is on, says of the same document. */
export function withoutRepetition(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
  const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  if (!document || !JSON_LANGUAGES.includes(document.languageId) || !editorChecksJson(uri)) {
    return diagnostics;
  }
  return diagnostics.filter((diagnostic) => !SAID_BY_THE_EDITOR.has(codeOf(diagnostic)));
}

function editorChecksJson(uri: vscode.Uri): boolean {
  const on = vscode.workspace.getConfiguration("json", uri).get("validate.enable", true);
  return on && vscode.extensions.getExtension("vscode.json-language-features") !== undefined;
}

function codeOf(diagnostic: vscode.Diagnostic): string | number | undefined {
  return typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
}
