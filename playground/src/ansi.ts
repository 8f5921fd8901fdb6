// Text for a terminal, shown in the page.

import { element } from "./dom";

/** Returns the pieces of a text with ANSI colours as elements. */
export function ansiNodes(text: string): (Node | string)[] {
  let classes: string[] = [];
  return text.split(/(\x1b\[[\d;]*m)/).flatMap((part): (Node | string)[] => {
    const codes = /^\x1b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes === undefined) {
      if (!part || !classes.length) return part ? [part] : [];
      return [element(classes.includes("1") ? "b" : "span", { className: classes.map((code) => `ink-${code}`).join(" ") }, part)];
    }
    classes = codes.split(";").filter((code) => code && code !== "0");
    return [];
  });
}
