// Says how siplint is installed, and types the command.
import * as vscode from "vscode";
import { workspacePython } from "./discovery";
import { SECTION } from "./settings";

const PAGE = "https://github.com/siplint/siplint/blob/main/docs/editors.md";
const INSTALL = "Install";
const MANUAL = "How to install";
const LOG = "Show log";
const TRUST = "Manage trust";

/** Type the command into a terminal; the user looks at it and runs it. */
export async function install(): Promise<void> {
  const python = await workspacePython();
  const terminal = vscode.window.createTerminal("Install siplint");
  terminal.show();
  terminal.sendText(python ? `"${python}" -m pip install siplint` : "pipx install siplint", false);
}

/** Say that no siplint was found, and offer what helps. */
export async function offerInstallation(refused: readonly string[]): Promise<void> {
  const [message, ...buttons] = whatHelps(refused);
  const answer = await vscode.window.showWarningMessage(message, ...buttons);
  if (answer === INSTALL) {
    await vscode.commands.executeCommand(`${SECTION}.install`);
  } else if (answer === MANUAL) {
    await vscode.env.openExternal(vscode.Uri.parse(PAGE));
  } else if (answer === LOG) {
    await vscode.commands.executeCommand(`${SECTION}.showLog`);
  } else if (answer === TRUST) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
}

/** A message and its buttons. */
function whatHelps(refused: readonly string[]): [string, ...string[]] {
  if (refused.length > 0) {
    return [`siplint cannot be started: ${refused[0]}`, INSTALL, MANUAL, LOG];
  }
  if (!vscode.workspace.isTrusted) {
    return [
      "siplint is not on PATH, and one in this workspace is started only if you trust the workspace.",
      TRUST,
      MANUAL,
    ];
  }
  return ["siplint is neither in an environment of this workspace nor on PATH.", INSTALL, MANUAL];
}

/** Whether a document is about routing rules, so that a missing siplint is worth a message. */
export function mentionsRules(document: vscode.TextDocument): boolean {
  return /routing-rule|"phoneNumbers"/.test(document.uri.path + document.getText());
}
