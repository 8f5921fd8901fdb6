// What the editor shows of a finding when the mouse or F8 is on it.

import type { Diagnostic as Mark } from "@codemirror/lint";
import { element, sentence, withCode } from "./dom";
import type { Diagnostic } from "./messages";

export function tooltipOf(finding: Diagnostic, repair: (finding: Diagnostic) => void): Pick<Mark, "renderMessage" | "actions"> {
  const { message, outcome, help, fix } = finding;
  const renderMessage = (): Node =>
    element(
      "div",
      {},
      element("p", {}, element("strong", {}, ...withCode(message))),
      ...(outcome ? [element("p", {}, "→ ", ...withCode(outcome))] : []),
      ...(help ? [element("p", {}, ...withCode(sentence(help)))] : []),
    );
  const name = fix?.safe ? "Repair" : "Repair (changes what it means)";
  return fix ? { renderMessage, actions: [{ name, apply: () => repair(finding) }] } : { renderMessage };
}
