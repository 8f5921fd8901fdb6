// Links that hold a text: what stands after the `#`.

import type { Kind, Notation } from "./messages";

export interface Linked {
  /** The code of a rule whose bad example is shown, or nothing. */
  rule: string;
  text: string | undefined;
  kind: Kind;
  notation: Notation;
}

/** Reads `#rule=RR201` or `#text=BASE64URL&as=update&notation=curl`. */
export function readFragment(fragment: string, notations: readonly string[]): Linked {
  const values = new URLSearchParams(fragment.replace(/^#/, ""));
  const notation = values.get("notation") ?? "auto";
  const text = values.get("text");
  return {
    rule: values.get("rule") ?? "",
    text: text === null ? undefined : decoded(text),
    kind: values.get("as") === "update" ? "update" : "create",
    notation: (notations.includes(notation) ? notation : "auto") as Notation,
  };
}

/** Returns the fragment that opens a text. */
export function fragmentOf(text: string, kind: Kind, notation: Notation): string {
  const letters = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
  const word = btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  return `#text=${word}&as=${kind}${notation === "auto" ? "" : `&notation=${notation}`}`;
}

function decoded(word: string): string | undefined {
  try {
    const letters = atob(word.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(letters, (letter) => letter.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}
