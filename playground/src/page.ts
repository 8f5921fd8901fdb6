// The page: controls, editor, findings and links, and the worker that checks.

import { ansiNodes } from "./ansi";
import { cards } from "./cards";
import { byId, element, sentence } from "./dom";
import { Editor } from "./editor";
import { EXAMPLES } from "./examples";
import { readFragment } from "./links";
import { tooltipOf } from "./finding_tooltip";
import type { CheckArguments, Checked, Diagnostic, Kind, Notation, Output, Severity } from "./messages";
import { openShareDialog } from "./share_dialog";
import { startTabs } from "./tabs";
import { verdictOf } from "./verdict";
import { WorkerClient } from "./worker_client";

const NOTATIONS: Record<Notation, string> = {
  auto: "as it looks", json: "JSON", jsonl: "JSON Lines", jsonc: "JSON with comments", yaml: "YAML", curl: "curl, shell",
  http: "HTTP request", python: "Python", javascript: "JavaScript", typescript: "TypeScript", markdown: "Markdown", postman: "Postman",
};
/** Findings that have a card, and marks in the text. */
const MOST_CARDS = 200;
/** Notations in which a body is written inside something else, and mostly cannot be repaired. */
const CODE: Notation[] = ["curl", "http", "python", "javascript", "typescript", "markdown", "postman"];
const rules = document.querySelector<HTMLMetaElement>("meta[name=siplint-rules]")?.content ?? "../rules/";

const example = byId<HTMLSelectElement>("example");
const notation = byId<HTMLSelectElement>("notation");
const severity = byId<HTMLSelectElement>("severity");
const kinds = [...document.querySelectorAll<HTMLInputElement>("input[name=kind]")];
const verdict = byId("verdict");
const list = byId("cards");

const isWithoutSnapshot = new URLSearchParams(location.search).has("without-snapshot");
const client = new WorkerClient(new URL("worker.js", import.meta.url).href, isWithoutSnapshot ? "without snapshot" : "siplint");
const editor = new Editor(byId("editor"), textChanged, showCurrent, repair);

let isReady = false;
let isChecking = false;
let isStale = false;
let output: Output = "";
let shown: { text: string; found: Diagnostic[] } = { text: "", found: [] };
let exampleNote = "";
let isExampleText = false;

function kind(): Kind {
  return kinds.some(({ checked, value }) => checked && value === "update") ? "update" : "create";
}

function values(text = editor.text, wanted: Output = ""): CheckArguments {
  return { text, kind: kind(), notation: notation.value as Notation, severity: severity.value as Severity, output: wanted };
}

/** Checks the present text as soon as the worker is free; texts in between are skipped. */
function check(): void {
  isStale = true;
  document.body.dataset["state"] = "checking";
  if (isReady && !isChecking) void checkNow();
}

async function checkNow(): Promise<void> {
  isChecking = true;
  while (isStale) {
    isStale = false;
    const asked = values(editor.text, output);
    try {
      const { value, milliseconds } = await client.call("check", asked);
      if (asked.text === editor.text) show(asked, value);
      byId("timing").textContent = `Checked in ${Math.max(milliseconds, 0.1).toFixed(1)} ms.`;
    } catch (error) {
      showBroken(error);
    }
  }
  isChecking = false;
  document.body.dataset["state"] = "checked";
}

function show(asked: CheckArguments, checked: Checked): void {
  const { report, notes, troubles, written } = checked;
  const found = report.diagnostics;
  shown = { text: asked.text, found };
  editor.show(found.slice(0, MOST_CARDS), (one) => tooltipOf(one, repair));
  void editor.setNotation(checked.notation);
  notation.options[0]!.text = `as it looks${asked.notation === "auto" && asked.text.trim() ? `: ${NOTATIONS[checked.notation]}` : ""}`;
  if (report.tool.version) byId("version").textContent = report.tool.version;
  const [state, words, more] = verdictOf(asked, checked);
  verdict.dataset["state"] = state;
  if (verdict.textContent !== words + more) verdict.replaceChildren(words, ...(more ? [element("small", {}, more)] : []));
  const first = found.slice(0, MOST_CARDS);
  list.replaceChildren(...cards(first, asked.text, { goTo: (offset) => editor.focus(offset), repair, rulePage }));
  const cut = found.length > MOST_CARDS ? [`only the first ${MOST_CARDS} of ${found.length} findings have a card; JSON has all`] : [];
  byId("notes").replaceChildren(
    ...troubles.map((text) => noteItem(text, "trouble")),
    ...[...(exampleNote ? [exampleNote] : []), ...cut, ...notes].map((text) => noteItem(text, "note")),
  );
  const safe = found.filter(({ fix }) => fix?.safe).length;
  byId("repair-all").hidden = !safe;
  byId("repair-all").textContent = safe === 1 ? "Make the safe repair" : `Make all ${safe} safe repairs`;
  byId("open-body").hidden = !(CODE.includes(checked.notation) && report.summary.rules === 1);
  if (asked.output === output) byId("written").replaceChildren(...(output === "full" ? ansiNodes(written || "Nothing to report.\n") : [written]));
}

function noteItem(text: string, sort: string): HTMLLIElement {
  const item = element("li", {}, sentence(text));
  item.dataset["kind"] = sort;
  return item;
}

/** Says that Python itself broke on the text; it is started again for the next one. */
function showBroken(error: unknown): void {
  console.info(error);
  show(values(), {
    report: { tool: { name: "siplint", version: "" }, summary: { rules: 0, errors: 0, warnings: 0, infos: 0 }, diagnostics: [] },
    notes: [],
    troubles: ["this text cannot be checked in a browser; the command can"],
    notation: notation.value as Notation,
    written: "",
  });
}

function showTrouble(text: string): void {
  verdict.dataset["state"] = "error";
  verdict.textContent = text;
}

function showCurrent(finding: Diagnostic | undefined): void {
  const current = finding ? shown.found.indexOf(finding) : -1;
  [...list.children].forEach((card, index) => {
    card.classList.toggle("current", index === current);
    if (index === current && matchMedia("(min-width: 821px)").matches) card.scrollIntoView({ block: "nearest" });
  });
}

function rulePage(code: string): string {
  return `${rules}${code}/`;
}

function textChanged(): void {
  if (!isExampleText) {
    exampleNote = "";
    example.value = "";
  }
  check();
}

function repair(finding: Diagnostic): void {
  if (finding.fix && editor.text === shown.text) editor.apply(finding.fix.edits);
}

async function repairAll(): Promise<void> {
  const { text, kind, notation } = values();
  const { value } = await client.call("repair", { text, kind, notation });
  if (editor.text === text) editor.text = value.text;
}

/** Replaces code by the body in it, in which repairs can be made. */
async function openBody(): Promise<void> {
  const { text, kind, notation } = values();
  const { value } = await client.call("body", { text, kind, notation });
  if (editor.text !== text) return;
  if (value.text) open(value.text, value.kind, "auto");
  else byId("notes").append(noteItem("parts of the body are known only to the program", "note"));
}

/** Puts a text into the editor that is not the user's. */
function open(text: string, as: Kind, written: Notation, note = ""): void {
  isExampleText = true;
  for (const one of kinds) one.checked = one.value === as;
  notation.value = written;
  exampleNote = note;
  editor.text = text;
  isExampleText = false;
  check();
}

async function openLinked(): Promise<boolean> {
  const linked = readFragment(location.hash, Object.keys(NOTATIONS));
  if (linked.text !== undefined) {
    open(linked.text, linked.kind, linked.notation);
    return true;
  }
  if (!linked.rule) return false;
  const { value } = await client.call("example", { code: linked.rule.toUpperCase() });
  if (!value.text) return false;
  if (value.severity === "info") severity.value = "info";
  const needs = { account: "an account snapshot", snapshot: "an account snapshot", policy: "a policy of your own" }[value.stage];
  const about = `This is the wrong example of ${linked.rule.toUpperCase()} (${value.name}).`;
  open(value.text, value.kind, value.notation, needs ? `${about} The rule needs ${needs}, which only the command has: nothing is found here.` : about);
  return true;
}

async function share(): Promise<void> {
  const shared = values();
  const { value } = await client.call("private", { text: shared.text });
  const codes = async (text: string): Promise<string> => {
    const checked = await client.call("check", { ...shared, text, severity: "info" });
    return checked.value.report.diagnostics.map(({ code, pointer }) => code + pointer).sort().join(" ");
  };
  await openShareDialog(shared, value, codes);
}

function fillControls(): void {
  example.append(new Option("choose…", ""), ...Object.keys(EXAMPLES).map((name) => new Option(name)));
  notation.append(...Object.entries(NOTATIONS).map(([value, text]) => new Option(text, value)));
  example.addEventListener("change", () => {
    const text = EXAMPLES[example.value];
    if (text !== undefined) open(text, "create", "auto");
  });
  for (const control of [notation, severity, ...kinds]) control.addEventListener("change", check);
  byId("repair-all").addEventListener("click", () => void repairAll());
  byId("open-body").addEventListener("click", () => void openBody());
  byId("share").addEventListener("click", () => void share());
  addEventListener("hashchange", () => void openLinked());
  startTabs((chosen) => {
    output = chosen;
    check();
  });
}

async function start(): Promise<void> {
  fillControls();
  const isEmptyLink = !/^#(text|rule)=/.test(location.hash);
  if (isEmptyLink || location.hash.startsWith("#text=")) {
    if (!(await openLinked())) open(Object.values(EXAMPLES)[0] ?? "", "create", "auto");
    if (isEmptyLink) example.selectedIndex = 1;
  }
  try {
    await client.ready;
  } catch (error) {
    showTrouble(`Python cannot be started in this browser: ${String(error)}`);
    return;
  }
  isReady = true;
  if (location.hash.startsWith("#rule=") && !(await openLinked())) open(Object.values(EXAMPLES)[0] ?? "", "create", "auto");
  check();
  document.body.dataset["ready"] = performance.now().toFixed(0);
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register("service_worker.js").catch(() => {});
}

void start();
