// The command that applies all safe fixes to the file in the editor.
import * as vscode from "vscode";
import { SECTION } from "./settings";

export async function fixAll(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) {
    return;
  }
  const end = document.lineAt(document.lineCount - 1).range.end;
  const kind = vscode.CodeActionKind.SourceFixAll.append(SECTION);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    new vscode.Range(new vscode.Position(0, 0), end),
    kind.value,
    1,
  );
  const edit = actions.find((action) => action.edit)?.edit;
  if (edit) {
    await vscode.workspace.applyEdit(edit);
  } else {
    vscode.window.setStatusBarMessage("siplint: no safe fix in this file", 5000);
  }
}
