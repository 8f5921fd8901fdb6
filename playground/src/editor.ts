// The editor: the text, and what siplint says at its places.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, type LanguageSupport, type StreamLanguage } from "@codemirror/language";
import { type Diagnostic as Mark, forEachDiagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration, type DecorationSet, EditorView, drawSelection, highlightActiveLine, hoverTooltip, keymap, lineNumbers,
} from "@codemirror/view";
import { element, withCode } from "./dom";
import { theme } from "./editor_theme";
import type { Diagnostic, Edit, Notation } from "./messages";
import { positionsOf } from "./places";

type Language = LanguageSupport | StreamLanguage<unknown>;
const json = (): Promise<Language> => import("@codemirror/lang-json").then(({ json }) => json());
const LANGUAGES: Partial<Record<Notation, () => Promise<Language>>> = {
  json,
  jsonl: json,
  postman: json,
  jsonc: () => import("@codemirror/lang-javascript").then(({ javascript }) => javascript()),
  javascript: () => import("@codemirror/lang-javascript").then(({ javascript }) => javascript({ jsx: true })),
  typescript: () => import("@codemirror/lang-javascript").then(({ javascript }) => javascript({ typescript: true })),
  python: () => import("@codemirror/lang-python").then(({ python }) => python()),
  yaml: () => import("@codemirror/lang-yaml").then(({ yaml }) => yaml()),
  markdown: () => import("@codemirror/lang-markdown").then(({ markdown }) => markdown()),
  curl: () => import("./stream_languages").then(({ shell }) => shell),
  http: () => import("./stream_languages").then(({ http }) => http),
};

interface Place {
  from: number;
  to: number;
  message: string;
}

const setPlaces = StateEffect.define<Place[]>();
/** Second places of the findings: ranges with a message. */
const places = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setPlaces)) {
        return Decoration.set(
          effect.value.map(({ from, to, message }) => Decoration.mark({ class: "second-place", message }).range(from, to)),
          true,
        );
      }
    }
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const placeTooltip = hoverTooltip((view, at) => {
  const found: Place[] = [];
  view.state.field(places).between(at, at, (from, to, value) => {
    found.push({ from, to, message: String(value.spec["message"]) });
  });
  const first = found[0];
  if (!first) return null;
  const dom = element("div", { className: "cm-place-tooltip" }, ...found.map(({ message }) => element("p", {}, ...withCode(message))));
  return { pos: first.from, end: first.to, above: true, create: () => ({ dom }) };
});

/** Types over a selection by a transaction: the browser would merge lines, with styles that the policy of the page forbids. */
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.isComposing || !event.data || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

export class Editor {
  private readonly view: EditorView;
  private readonly language = new Compartment();
  private notation: Notation | undefined;
  private found: Diagnostic[] = [];

  constructor(parent: HTMLElement, onChange: () => void, onCursor: (finding: Diagnostic | undefined) => void, repair: (finding: Diagnostic) => void) {
    const root = parent.attachShadow({ mode: "open" });
    const holder = element("div");
    holder.style.height = "100%";
    root.append(holder);
    const repairHere = (): boolean => {
      const here = this.findingAtCursor();
      if (here?.fix) repair(here);
      return Boolean(here?.fix);
    };
    const extensions: Extension = [
      lineNumbers(),
      lintGutter(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      highlightActiveLine(),
      places,
      placeTooltip,
      typeOver,
      keymap.of([{ key: "Alt-Enter", run: repairHere }, ...lintKeymap, ...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": "Routing rule to check", tabindex: "0" }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange();
        if (update.selectionSet) onCursor(this.findingAtCursor());
      }),
      this.language.of([]),
      theme,
    ];
    this.view = new EditorView({ parent: holder, root, state: EditorState.create({ extensions }) });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Replaces the text, as little of it as differs, so that the cursor stays and one undo brings it back. */
  set text(text: string) {
    const before = this.text;
    const after = text.replace(/\r\n?/g, "\n");
    let from = 0;
    while (from < before.length && before[from] === after[from]) from++;
    let end = 0;
    const most = Math.min(before.length, after.length) - from;
    while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
    if (before === after) return;
    this.view.dispatch({ changes: { from, to: before.length - end, insert: after.slice(from, after.length - end) } });
  }

  /** Shows findings of the present text. */
  show(found: Diagnostic[], marks: (finding: Diagnostic) => Pick<Mark, "renderMessage" | "actions">): void {
    this.found = found;
    const at = positionsOf(this.text);
    const seen: Mark[] = found.flatMap((one) =>
      one.start && one.end
        ? [{
            from: at(one.start.offset), to: at(one.end.offset), severity: one.severity, source: one.code,
            message: one.message, ...marks(one),
          }]
        : [],
    );
    const second = found.flatMap(({ labels }) => labels).flatMap(({ start, end, message }): Place[] =>
      start && end && end.offset > start.offset ? [{ from: at(start.offset), to: at(end.offset), message }] : [],
    );
    this.view.dispatch(setDiagnostics(this.view.state, seen), { effects: setPlaces.of(second) });
  }

  /** Makes edits, whose offsets are bytes of the present text. */
  apply(edits: Edit[]): void {
    const at = positionsOf(this.text);
    this.view.dispatch({
      changes: edits.map(({ start, end, text }) => ({ from: at(start), to: at(end), insert: text })),
      userEvent: "input.repair",
    });
  }

  /** Puts the cursor at an offset in bytes. */
  focus(offset: number): void {
    const anchor = positionsOf(this.text)(offset);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  async setNotation(notation: Notation): Promise<void> {
    if (notation === this.notation) return;
    this.notation = notation;
    const language = await LANGUAGES[notation]?.();
    if (notation === this.notation) this.view.dispatch({ effects: this.language.reconfigure(language ?? []) });
  }

  private findingAtCursor(): Diagnostic | undefined {
    const { head } = this.view.state.selection.main;
    let best: { size: number; code: string; from: number } | undefined;
    forEachDiagnostic(this.view.state, (mark, from, to) => {
      if (from <= head && head <= to && (!best || to - from < best.size)) best = { size: to - from, code: mark.source ?? "", from };
    });
    if (!best) return undefined;
    const { code, from } = best;
    const at = positionsOf(this.text);
    return this.found.find((one) => one.code === code && one.start && at(one.start.offset) === from);
  }
}
