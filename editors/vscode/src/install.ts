// Says how siplint is installed, and types the command.
import * as vscode from "vscode";
import { workspacePython } from "./discovery";
import { SECTION } from "./settings";

const PAGE = "https://github.com/siplint/siplint/blob/main/docs/editors.md";
const INSTALL = "Install";
const MANUAL = "How to install";
const LOG = "Show log";

/** Type the command into a terminal; the user looks at it and runs it. */
export async function install(): Promise<void> {
  const python = await workspacePython();
  const terminal = vscode.window.createTerminal("Install siplint");
  terminal.show();
  terminal.sendText(python ? `"${python}" -m pip install siplint` : "pipx install siplint", false);
}

/** Say that no siplint was found, and offer what helps. */
export async function offerInstallation(refused: readonly string[]): Promise<void> {
  const old = refused.length > 0;
  const message = old
    ? `siplint cannot be started: ${refused[0]}`
    : "siplint is not installed: it is neither in an environment of this workspace nor on PATH.";
  const answer = await vscode.window.showWarningMessage(message, INSTALL, MANUAL, ...(old ? [LOG] : []));
  if (answer === INSTALL) {
    await vscode.commands.executeCommand(`${SECTION}.install`);
  } else if (answer === MANUAL) {
    await vscode.env.openExternal(vscode.Uri.parse(PAGE));
  } else if (answer === LOG) {
    await vscode.commands.executeCommand(`${SECTION}.showLog`);
  }
}

/** Whether a document is about routing rules, so that a missing siplint is worth a message. */
export function mentionsRules(document: vscode.TextDocument): boolean {
  return /routing-rule|"phoneNumbers"/.test(document.uri.path + document.getText());
}
