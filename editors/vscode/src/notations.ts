// The notations that siplint reads, as documents of VS Code.
import type { DocumentFilter } from "vscode-languageclient/node";

/** The language of files that hold nothing but routing rules. */
export const ROUTING_RULE = "routing-rule";

/** Languages whose syntax errors and repeated keys VS Code reports itself. */
export const JSON_LANGUAGES: readonly string[] = ["json", "jsonc"];

const FILES: Readonly<Record<string, string>> = {
  json: "json,jsonc,jsonl,ndjson",
  yaml: "yaml,yml",
  python: "py",
  javascript: "js,mjs,cjs,jsx",
  typescript: "ts,mts,cts,tsx",
  shell: "sh,bash",
  http: "http,rest",
  markdown: "md,mdx",
};

/** The documents to serve: files by their endings, as siplint knows them, and new files in the language of rules. */
export function selector(notations: readonly string[]): DocumentFilter[] {
  const endings = notations.map((notation) => FILES[notation]).filter((found) => found !== undefined);
  const files = { scheme: "file", pattern: `**/*.{${endings.join(",")}}` };
  return endings.length ? [files] : [];
}
