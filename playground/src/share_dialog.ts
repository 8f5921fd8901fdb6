// The dialog that makes a link; it offers to take private data out of the text first.

import { byId } from "./dom";
import { fragmentOf } from "./links";
import type { Kind, Notation, Private } from "./messages";

export interface Shared {
  text: string;
  kind: Kind;
  notation: Notation;
}

const dialog = byId<HTMLDialogElement>("share-dialog");
const link = byId<HTMLInputElement>("link");
const note = byId("share-note");

/** Opens the dialog; `redacted` is the text without private data, `codes` the codes found in a text. */
export async function openShareDialog(shared: Shared, redacted: Private, codes: (text: string) => Promise<string>): Promise<void> {
  const counts = [many(redacted.numbers, "phone number"), many(redacted.pins, "PIN"), many(redacted.secrets, "key or secret", "keys or secrets")];
  const found = counts.filter(Boolean);
  const choices = [...dialog.querySelectorAll<HTMLInputElement>("input[name=shared]")];
  byId("found").textContent = found.length ? `private data: ${found.join(", ")}` : "private data: none was found";
  for (const choice of choices) {
    choice.checked = choice.value === "redacted";
    choice.onchange = update;
  }
  const same = found.length ? (await codes(shared.text)) === (await codes(redacted.text)) : true;

  function update(): void {
    const isRaw = choices.some((choice) => choice.checked && choice.value === "raw");
    const text = isRaw ? shared.text : redacted.text;
    byId<HTMLTextAreaElement>("preview").value = text;
    link.value = new URL(fragmentOf(text, shared.kind, shared.notation), location.href).href;
    if (isRaw && found.length) note.textContent = `The link will hold ${found.join(", ")}.`;
    else if (isRaw || !found.length) note.textContent = "Look through the text yourself before you share it.";
    else note.textContent = same ? "The shared text has the same findings." : "The shared text does not have the same findings: some are about what is replaced.";
  }
  update();
  dialog.showModal();
}

byId("copy-link").addEventListener("click", async () => {
  link.select();
  try {
    await navigator.clipboard.writeText(link.value);
    note.textContent = "The link is copied.";
  } catch {
    note.textContent = "Copy the selected link with Ctrl+C.";
  }
});

function many(count: number, one: string, more = `${one}s`): string {
  return count ? `${count} ${count === 1 ? one : more}` : "";
}
