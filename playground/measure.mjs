// Measures a built playground: `node measure.mjs FOLDER CHROMIUM`. The figures of docs/playground.md are from here.

import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { chromium } from "playwright-core";

const [folder, executablePath] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const ROUNDS = 5;
const READY = "body[data-ready][data-state=checked]";

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "max-age=600" });
  createReadStream(file).pipe(response);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const browser = await chromium.launch({ executablePath, args });

const cold = [];
const cached = [];
const stepwise = [];
for (let round = 0; round < ROUNDS; round++) {
  const context = await browser.newContext();
  const page = await context.newPage();
  cold.push(await firstVerdict(page, url));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => 1));
  cached.push(await firstVerdict(page, url));
  stepwise.push(await firstVerdict(page, `${url}?without-snapshot`));
  await context.close();
}
say("first verdict, nothing cached", cold);
say("first verdict, cached", cached);
say("first verdict, cached, without the snapshot", stepwise);

const page = await browser.newPage();
await firstVerdict(page, url);
await page.waitForTimeout(5000);
const checks = [];
const keys = [];
await page.locator(".cm-content").focus();
await page.keyboard.press("Control+End");
for (let key = 0; key < 200; key++) {
  const begun = performance.now();
  await page.evaluate(() => (document.body.dataset.state = "asked"));
  await page.keyboard.press(key % 2 ? "Backspace" : "Space");
  await page.waitForSelector(READY);
  keys.push(performance.now() - begun);
  checks.push(Number.parseFloat(/[\d.]+/.exec(await page.textContent("#timing"))[0]));
}
say("a keystroke: the check in the worker", checks.slice(20));
say("a keystroke: until the findings are shown, as the driver sees it", keys.slice(20));
await browser.close();
server.close();

async function firstVerdict(page, target) {
  await page.goto("about:blank");
  await page.goto(target);
  await page.waitForSelector(READY);
  return Number(await page.evaluate(() => document.body.dataset.ready));
}

function say(what, figures) {
  const sorted = figures.toSorted((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, worst ${at(1)} ms`);
}
