// Formats files in the language of rules as VS Code formats JSON.
import { type FormattingOptions, format } from "jsonc-parser";
import * as vscode from "vscode";
import { ROUTING_RULE } from "./notations";

export function registerFormatter(): vscode.Disposable {
  return vscode.languages.registerDocumentRangeFormattingEditProvider(ROUTING_RULE, {
    provideDocumentRangeFormattingEdits: (document, range, options) => edits(document, range, options),
  });
}

function edits(document: vscode.TextDocument, range: vscode.Range, options: vscode.FormattingOptions) {
  const settings = vscode.workspace.getConfiguration("json.format", document);
  if (!settings.get("enable", true)) {
    return [];
  }
  const start = document.offsetAt(range.start);
  const how: FormattingOptions = {
    ...options,
    eol: document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n",
    keepLines: settings.get("keepLines", false),
  };
  return format(document.getText(), { offset: start, length: document.offsetAt(range.end) - start }, how).map(
    ({ offset, length, content }) =>
      vscode.TextEdit.replace(
        new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)),
        content,
      ),
  );
}
