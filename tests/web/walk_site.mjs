// Walks through the site as a reader does, and prints as JSON what was seen: node walk_site.mjs CHROMIUM ADDRESS [SCREENSHOTS]

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { launch } from "../chromium.mjs";

const [executablePath, address, screenshots] = process.argv.slice(2);
const seen = { pages: 0, outside: [], complaints: [], overflowing: [], barriers: [] };
const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

/** Pages of each kind: the start, a guide, a rule, and pages with wide tables and long lines. */
const PAGES = [
  "",
  "get-started/",
  "sending/",
  "ci/",
  "neighbours/",
  "guides/old-api/",
  "guides/after-a-400/",
  "rules/",
  "rules/RR201/",
  "rules/RR603/",
  "command-line/",
  "configuration/",
  "formats/",
  "notations/",
  "schemas/",
  "library/",
  "changelog/",
  "architecture/",
];

const browser = await launch(chromium, executablePath);

/** Opens a page that notes requests to other hosts and what the console says; other hosts are not reached. */
async function open(options) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  await context.route(
    (url) => url.protocol.startsWith("http") && !url.href.startsWith(address),
    (route) => {
      seen.outside.push(route.request().url());
      return route.abort();
    },
  );
  const page = await context.newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.complaints.push(`${page.url()}: ${error}`));
  return page;
}

const picture = async (page, name) => screenshots && page.screenshot({ path: `${screenshots}/${name}.png` });

/** Returns the background of a page, once it does not change any more. */
async function background(page) {
  for (let before = ""; ; await page.waitForTimeout(200)) {
    const now = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    if (now === before) return now;
    before = now;
  }
}

/** Notes what keeps people out of the open page: low contrast, links without a name, and the like. */
async function noteBarriers(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  for (const { id, impact, nodes } of violations) {
    if (["serious", "critical"].includes(impact)) seen.barriers.push(`${page.url()}: ${id} at ${nodes[0].html}`);
  }
}

/** Types into the search and returns the addresses of the first results. */
async function search(page, words, name) {
  await page.goto(address);
  const field = page.getByRole("combobox", { name: "Search" });
  while (!(await field.isVisible())) {
    await page.getByRole("button", { name: "Search" }).click(); // without effect until the page has started
    await field.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await field.pressSequentially(words);
  const results = page.getByRole("option");
  await page.locator(`[role=option][href*="h=${words.replaceAll(" ", "+")}"]`).first().waitFor();
  await picture(page, name);
  const found = await results.evaluateAll((links) => links.slice(0, 5).map((link) => link.href));
  await results.first().click();
  await page.waitForURL((url) => url.href.startsWith(found[0].split("?")[0]));
  return { found, opened: page.url() };
}

const wide = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "light" });
for (const path of PAGES) {
  const answer = await wide.goto(address + path, { waitUntil: "load" });
  if (!answer.ok()) seen.complaints.push(`${path}: ${answer.status()}`);
  seen.pages += 1;
  if (["", "rules/RR201/", "command-line/"].includes(path)) await noteBarriers(wide);
  await picture(wide, `wide-${path.replaceAll("/", "-")}`);
}
seen.light = await background(wide);
seen.search = await search(wide, "headers on inbound", "search");

const dark = await open({ viewport: { width: 1280, height: 900 }, colorScheme: "dark" });
await dark.goto(address);
seen.dark = await background(dark);
await picture(dark, "dark-start");
await noteBarriers(dark);
await dark.goto(`${address}rules/RR201/`);
await picture(dark, "dark-rule");
await noteBarriers(dark);
do {
  await dark.locator("label[for^=__palette]:visible").first().click(); // without effect until the page has started
  seen.chosen = await background(dark);
} while (seen.chosen === seen.dark);
await dark.goto(address);
seen.remembered = await background(dark);

const narrow = await open({ viewport: { width: 360, height: 740 }, colorScheme: "light", isMobile: true, hasTouch: true });
for (const path of PAGES) {
  await narrow.goto(address + path, { waitUntil: "load" });
  const width = await narrow.evaluate(() => document.documentElement.scrollWidth);
  if (width > 360) seen.overflowing.push(`${path}: ${width} px`);
  await picture(narrow, `narrow-${path.replaceAll("/", "-")}`);
}

await browser.close();
console.log(JSON.stringify(seen));
