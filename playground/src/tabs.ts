// The tabs over the result: findings, text, JSON, SARIF.

import { byId } from "./dom";
import type { Output } from "./messages";

const tabs = [...document.querySelectorAll<HTMLButtonElement>("[role=tab]")];
const written = byId("written");
const copy = byId<HTMLButtonElement>("copy");

export function startTabs(choose: (output: Output) => void): void {
  const select = (tab: HTMLButtonElement): void => {
    for (const one of tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
    }
    const output = (tab.dataset["output"] ?? "") as Output;
    byId("panel").setAttribute("aria-labelledby", tab.id);
    byId("cards").hidden = output !== "";
    written.hidden = copy.hidden = output === "";
    written.textContent = "";
    choose(output);
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      const next = step && tabs[(index + step + tabs.length) % tabs.length];
      if (!next) return;
      next.focus();
      select(next);
    });
  });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(written.textContent ?? "");
      copy.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(written);
    }
    setTimeout(() => (copy.textContent = "Copy"), 1500);
  });
}
