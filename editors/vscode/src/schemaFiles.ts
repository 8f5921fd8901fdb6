// Files for which the user has set up a published schema of siplint: the server says all that the schema says, and more.
import { posix } from "node:path";
import * as vscode from "vscode";

const PUBLISHED = /^(rules|create)(\.draft-07)?\.schema\.json$/;

interface Association {
  readonly fileMatch?: readonly string[];
  readonly url?: string;
}

/** Whether a setting `json.schemas` gives a document one of our schemas. */
export function hasPublishedSchema(document: vscode.TextDocument): boolean {
  const associations = vscode.workspace.getConfiguration("json", document).get<Association[]>("schemas", []);
  return associations.some(({ fileMatch, url }) => {
    const isOurs = url?.includes("siplint") || PUBLISHED.test(posix.basename(url ?? ""));
    return isOurs && matches(fileMatch ?? [], document);
  });
}

/** As VS Code matches `fileMatch`: names in any folder, paths from any folder on, and `!` takes away. */
function matches(patterns: readonly string[], document: vscode.TextDocument): boolean {
  let found = false;
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith("!");
    const glob = pattern.slice(isNegative ? 1 : 0).replace(/^(\*\*)?\//, "");
    if (vscode.languages.match({ pattern: `**/${glob}` }, document) > 0) {
      found = !isNegative;
    }
  }
  return found;
}
