// Finds the siplint to start.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import * as vscode from "vscode";

const WINDOWS = process.platform === "win32";
const PROGRAM = WINDOWS ? "siplint.exe" : "siplint";
const BIN = WINDOWS ? "Scripts" : "bin";
const ENVIRONMENTS = [".venv", "venv"];
/** How long a siplint may take to say whether it has a server, in milliseconds. */
const PATIENCE = 20_000;

interface Candidate {
  readonly command: string;
  readonly origin: string;
}

/** A siplint that can be started, or what kept each candidate from it. */
export interface Search {
  readonly found?: Candidate;
  readonly refused: readonly string[];
}

/** Look for a siplint with a server. A path that was set is the only candidate. */
export async function findServer(path: string): Promise<Search> {
  const refused: string[] = [];
  const candidates = path ? [{ command: path, origin: "the setting siplint.path" }] : await allCandidates();
  for (const candidate of candidates) {
    const fault = (await isProgram(candidate.command)) ? await serverFault(candidate.command) : "";
    if (fault === undefined) {
      return { found: candidate, refused };
    }
    if (fault || path) {
      refused.push(`${candidate.command}: ${fault || "there is no such program"}`);
    }
  }
  return { refused };
}

/** The folder of the environment in which siplint would be installed: the first that is there. */
export async function workspacePython(): Promise<string | undefined> {
  for (const folder of vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : []) {
    for (const name of ENVIRONMENTS) {
      const python = join(folder.uri.fsPath, name, BIN, WINDOWS ? "python.exe" : "python");
      if (await isProgram(python)) {
        return python;
      }
    }
  }
  return undefined;
}

async function allCandidates(): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  // what belongs to the workspace may be anybody's program
  for (const folder of vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : []) {
    const root = folder.uri.fsPath;
    for (const name of ENVIRONMENTS) {
      candidates.push({ command: join(root, name, BIN, PROGRAM), origin: `${name} of ${folder.name}` });
    }
    for (const python of await activePythons(folder)) {
      candidates.push({ command: join(dirname(python), PROGRAM), origin: "the environment of the Python extension" });
    }
  }
  for (const folder of (process.env.PATH ?? "").split(delimiter).filter(Boolean)) {
    candidates.push({ command: join(folder, PROGRAM), origin: "PATH" });
  }
  return candidates;
}

interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource: vscode.Uri): { readonly path: string };
    resolveEnvironment(path: { readonly path: string }): Promise<PythonEnvironment | undefined>;
  };
}

interface PythonEnvironment {
  readonly executable: { readonly uri?: vscode.Uri };
}

/** The interpreters that the Python extension uses or would use for a folder. */
async function activePythons(folder: vscode.WorkspaceFolder): Promise<string[]> {
  const pythons: string[] = [];
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  try {
    const environments = extension && (await extension.activate()).environments;
    if (environments) {
      const active = environments.getActiveEnvironmentPath(folder.uri);
      const resolved = await environments.resolveEnvironment(active);
      pythons.push(resolved?.executable.uri?.fsPath ?? active.path);
    }
  } catch {
    // an extension that fails to start says so itself
  }
  const setting = vscode.workspace.getConfiguration("python", folder).get("defaultInterpreterPath", "");
  const path = setting.replaceAll("${workspaceFolder}", folder.uri.fsPath);
  return path.includes("/") || path.includes("\\") ? [...pythons, path] : pythons;
}

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** What keeps a siplint from being a server, in one line; undefined if nothing does. */
function serverFault(command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, ["server", "--help"], { timeout: PATIENCE }, (error, _stdout, stderr) => {
      resolve(error ? stderr.trim().split("\n")[0] || error.message : undefined);
    });
  });
}
