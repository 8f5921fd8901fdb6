// What page and worker say to each other.

export type Notation =
  | "auto" | "json" | "jsonl" | "jsonc" | "yaml" | "curl" | "http"
  | "python" | "javascript" | "typescript" | "markdown" | "postman";
export type Kind = "create" | "update";
export type Severity = "error" | "warning" | "info";
export type Output = "" | "full" | "json" | "sarif";

/** A place in the text: line and column from 1, offset in bytes of UTF-8. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Label {
  message: string;
  start: Position | null;
  end: Position | null;
}

export interface Diagnostic {
  code: string;
  name: string;
  severity: Severity;
  message: string;
  outcome: string;
  pointer: string;
  start: Position | null;
  end: Position | null;
  labels: Label[];
  help: string;
  url: string;
  fix: { safe: boolean; edits: Edit[] } | null;
}

export interface Report {
  tool: { name: string; version: string };
  summary: { rules: number; errors: number; warnings: number; infos: number };
  diagnostics: Diagnostic[];
}

export interface Checked {
  report: Report;
  notes: string[];
  troubles: string[];
  notation: Notation;
  written: string;
}

export interface Example {
  text: string;
  kind: Kind;
  notation: Notation;
  severity: Severity;
  stage: string;
  name: string;
}

export interface Private {
  text: string;
  secrets: number;
  pins: number;
  numbers: number;
}

export interface CheckArguments {
  text: string;
  kind: Kind;
  notation: Notation;
  severity: Severity;
  output: Output;
}

/** The calls of the worker: what they take and what they return. */
export interface Calls {
  check: [CheckArguments, Checked];
  repair: [{ text: string; kind: Kind; notation: Notation }, { text: string }];
  body: [{ text: string; kind: Kind; notation: Notation }, { text: string; kind: Kind }];
  example: [{ code: string }, Example];
  private: [{ text: string }, Private];
}

export interface Request {
  id: number;
  name: string;
  arguments: unknown;
}

/** `id` 0 is the news that the worker is ready, or why it never will be. */
export interface Answer {
  id: number;
  value?: unknown;
  error?: string;
  milliseconds?: number;
}
