// How the editor looks; the colours are those of the page.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const squiggle = (tone: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy var(--${tone}) 1.5px`,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
  paddingBottom: "0",
});
const tooltip = {
  maxWidth: "min(480px, calc(100vw - 40px))",
  border: "1px solid var(--line)",
  borderRadius: "8px",
  backgroundColor: "var(--surface)",
  color: "var(--ink)",
  boxShadow: "0 4px 16px rgb(0 0 0 / 18%)",
  fontFamily: "var(--sans)",
  fontSize: "14px",
  overflow: "hidden",
};

const colours = EditorView.theme({
  "&": { height: "100%", minHeight: "inherit", color: "var(--ink)", backgroundColor: "transparent", fontSize: "13.5px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "transparent", borderRight: "0", color: "var(--soft)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 7%, transparent)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--accent) 20%, transparent)" },
  ".cm-lintRange-error": squiggle("error"),
  ".cm-lintRange-warning": squiggle("warning"),
  ".cm-lintRange-info": squiggle("info"),
  ".cm-lintRange-active": { backgroundColor: "var(--raised)" },
  ".second-place": { textDecoration: "underline dotted var(--soft) 2px", textUnderlineOffset: "4px" },
  ".cm-tooltip": tooltip,
  ".cm-tooltip.cm-tooltip-lint": { padding: "0" },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "4px solid var(--line)" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--info)" },
  ".cm-diagnostic p, .cm-place-tooltip p": { margin: "0" },
  ".cm-place-tooltip": { padding: "6px 12px" },
  ".cm-diagnostic code, .cm-place-tooltip code": { fontFamily: "var(--mono)", fontSize: ".92em" },
  ".cm-diagnosticSource": { color: "var(--soft)", fontSize: "12px", opacity: "1" },
  ".cm-diagnosticAction": {
    margin: "6px 8px 0 0",
    padding: "2px 10px",
    borderRadius: "5px",
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
    font: "inherit",
    fontSize: "13px",
  },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: "var(--info-tint)" },
  ".cm-panel.cm-panel-lint button[name='close']": { color: "var(--ink)" },
});

const highlighting = HighlightStyle.define([
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.keyword, tags.operatorKeyword], color: "var(--literal)" },
  { tag: [tags.comment, tags.meta], color: "var(--comment)" },
  { tag: [tags.heading], fontWeight: "bold" },
  { tag: [tags.function(tags.variableName), tags.standard(tags.variableName)], color: "var(--key)" },
]);

export const theme: Extension = [colours, syntaxHighlighting(highlighting)];
