// The notations that siplint reads, as documents of VS Code.
import type { DocumentFilter } from "vscode-languageclient/node";

/** The language of files that hold nothing but routing rules. */
export const ROUTING_RULE = "routing-rule";

/** Languages whose syntax errors and repeated keys VS Code reports itself. */
export const JSON_LANGUAGES: readonly string[] = ["json", "jsonc"];

interface Notation {
  /** The endings of its files, as siplint knows them. */
  readonly endings: string;
  /** The languages of new documents, which have no file yet. */
  readonly languages: readonly string[];
}

const NOTATIONS: Readonly<Record<string, Notation>> = {
  json: { endings: "json,jsonc,jsonl,ndjson", languages: ["json", "jsonc", "jsonl", ROUTING_RULE] },
  yaml: { endings: "yaml,yml", languages: ["yaml"] },
  python: { endings: "py", languages: ["python"] },
  javascript: { endings: "js,mjs,cjs,jsx", languages: ["javascript", "javascriptreact"] },
  typescript: { endings: "ts,mts,cts,tsx", languages: ["typescript", "typescriptreact"] },
  shell: { endings: "sh,bash", languages: ["shellscript"] },
  http: { endings: "http,rest", languages: ["http"] },
  markdown: { endings: "md,mdx", languages: ["markdown", "mdx"] },
};

/** The documents to serve: files by their endings, and new documents by their languages. */
export function selector(names: readonly string[]): DocumentFilter[] {
  const notations = names.map((name) => NOTATIONS[name]).filter((found) => found !== undefined);
  const endings = notations.map((notation) => notation.endings).join(",");
  const languages = notations.flatMap((notation) => notation.languages);
  return [
    ...(endings ? [{ scheme: "file", pattern: `**/*.{${endings}}` }] : []),
    ...languages.map((language) => ({ scheme: "untitled", language })),
  ];
}
