// Drives Chromium for tests/browser.py: commands are lines of JSON on standard input, answers lines on standard output.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { launch } from "./chromium.mjs";

const [packages, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(`${packages}/package.json`)("playwright-core");
const browser = await launch(chromium, executablePath);
const heard = [];
let context, page;

/** Opens a page with nothing in its caches. */
async function fresh(options) {
  await context?.close();
  context = await browser.newContext(options);
  context.setDefaultTimeout(60_000);
  heard.length = 0;
  context.on("request", (request) => heard.push(["request", request.url()]));
  context.on("weberror", (error) => heard.push(["error", String(error.error())]));
  context.on("console", (message) => heard.push([message.type(), message.text()]));
  page = await context.newPage();
}

async function answer({ object, selector, method, values }) {
  if (object === "driver") return method === "heard" ? heard : fresh(...values);
  const target = { page, context, keyboard: page.keyboard }[object] ?? page.locator(selector).first();
  return target[method](...values);
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    const value = await answer(JSON.parse(line));
    const isPlain = value === null || typeof value !== "object" || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
    said = { value: (isPlain ? value : null) ?? null };
  } catch (error) {
    said = { error: String(error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
await browser.close();
