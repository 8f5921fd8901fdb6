// The findings beside the editor: a card for each, with what follows, what to do, and its repair.

import { element, sentence, withCode } from "./dom";
import type { Diagnostic, Edit } from "./messages";
import { positionsOf } from "./places";

type Positions = (byte: number) => number;

const LONGEST_CHANGE = 120;
const WORDS = { error: "error", warning: "warning", info: "info" };

export interface CardActions {
  goTo: (offset: number) => void;
  repair: (finding: Diagnostic) => void;
  /** The URL of a rule's page. */
  rulePage: (code: string) => string;
}

/** Returns the cards of all findings in a text. */
export function cards(found: Diagnostic[], text: string, actions: CardActions): HTMLLIElement[] {
  const at = positionsOf(text);
  return found.map((finding) => card(finding, text, at, actions));
}

function card(finding: Diagnostic, text: string, at: Positions, actions: CardActions): HTMLLIElement {
  const { code, name, severity, message, outcome, help, labels, start } = finding;
  const rule = element("a", { href: actions.rulePage(code) }, `${code} ${name}`);
  const title = element("h2", {}, element("strong", {}, WORDS[severity]), rule);
  if (start) title.append(jump(`line ${start.line}`, `Line ${start.line}, column ${start.column}: show in the editor`, start.offset, actions));
  const made = element("li", { className: "card" }, title, element("p", { className: "message" }, ...withCode(message)));
  made.dataset["severity"] = severity;
  if (outcome) made.append(element("p", { className: "outcome" }, ...withCode(outcome)));
  for (const { message: said, start: place } of labels) {
    const where = place ? [jump(`line ${place.line}`, `Line ${place.line}: show in the editor`, place.offset, actions), ": "] : [];
    made.append(element("p", { className: "label" }, ...where, ...withCode(said)));
  }
  if (help) made.append(element("p", { className: "help" }, ...withCode(sentence(help))));
  if (finding.fix) made.append(repairRow(finding, changes(finding.fix.edits, text, at), actions));
  return made;
}

function jump(words: string, label: string, offset: number, actions: CardActions): HTMLButtonElement {
  const button = element("button", { type: "button", title: label }, words);
  button.addEventListener("click", () => actions.goTo(offset));
  return button;
}

function repairRow(finding: Diagnostic, change: (Node | string)[], actions: CardActions): HTMLElement {
  const words = finding.fix?.safe ? "Repair" : "Repair (changes what it means)";
  const button = element("button", { type: "button" }, words);
  button.setAttribute("aria-label", `${words}: ${finding.code}, line ${finding.start?.line ?? 1}`);
  button.addEventListener("click", () => actions.repair(finding));
  return element("div", { className: "repair" }, button, element("span", { className: "change" }, ...change));
}

/** Returns what edits remove and insert, as far as it is short. */
function changes(edits: Edit[], text: string, at: Positions): (Node | string)[] {
  return edits.slice(0, 3).flatMap(({ start, end, text: inserted }) => {
    const removed = text.slice(at(start), at(end)).trim();
    const parts: (Node | string)[] = [];
    if (removed) parts.push(element("del", {}, cut(removed)), " ");
    if (inserted.trim()) parts.push(element("ins", {}, cut(inserted.trim())), " ");
    return parts;
  });
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > LONGEST_CHANGE ? `${line.slice(0, LONGEST_CHANGE)}…` : line;
}
