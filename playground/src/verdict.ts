// The sentence over the findings.

import type { CheckArguments, Checked } from "./messages";

/** Returns the state, the sentence, and a second one or nothing. */
export function verdictOf(asked: CheckArguments, checked: Checked): [state: string, words: string, more: string] {
  const { summary, diagnostics } = checked.report;
  if (checked.troubles.length) return ["error", "Not everything could be checked", ""];
  if (!asked.text.trim()) return ["none", "Paste a routing rule, or choose an example", ""];
  const counts = [counted(summary.errors, "error"), counted(summary.warnings, "warning"), counted(summary.infos, "info")].filter(Boolean);
  const refused = diagnostics.some(({ outcome }) => outcome === "the API answers 400");
  if (counts.length) {
    const state = summary.errors ? "error" : summary.warnings ? "warning" : "info";
    return [state, counts.join(", "), refused ? "The API would answer 400." : ""];
  }
  if (!summary.rules) return ["none", "No routing rule was found in this text", ""];
  return ["good", summary.rules === 1 ? "Ready to send: nothing to report" : `Ready to send: nothing to report on ${summary.rules} rules`, ""];
}

function counted(count: number, word: string): string {
  return count ? `${count} ${word}${count === 1 ? "" : "s"}` : "";
}
