// Runs the cases of driver/cases.js in a real VS Code: its server here, its workbench in a browser.
//
//   node run.mjs FOLDER
//
// FOLDER holds `workspace`; the installed extension, the data of VS Code and `results.json` are laid beside it.
// The browser is $CHROMIUM. A second argument names a file for a picture of the window at the end.
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const CODE = fileURLToPath(new URL("node_modules/code-server/lib/vscode/out/server-main.js", import.meta.url));
const EXTENSION = fileURLToPath(new URL("../siplint.vsix", import.meta.url));
const DRIVER = fileURLToPath(new URL("driver", import.meta.url));
/** How long all cases together may take, in milliseconds. */
const PATIENCE = 240_000;

const [folder, picture] = process.argv.slice(2);
const data = ["--server-data-dir", join(folder, "data"), "--extensions-dir", join(folder, "extensions")];

function installExtension() {
  const done = spawnSync(process.execPath, [CODE, ...data, "--install-extension", EXTENSION], { encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`the extension was not installed: ${done.stdout}${done.stderr}`);
  }
}

/** Start the server of VS Code; the cases find the window at `windowAddress`. */
async function startCode(windowAddress) {
  const options = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"];
  const code = spawn(process.execPath, [CODE, ...data, ...options, "--disable-telemetry"], {
    env: { ...process.env, WINDOW_ADDRESS: windowAddress, RESULTS: join(folder, "results.json") },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await new Promise((resolve, reject) => {
    let said = "";
    code.once("exit", () => reject(new Error(`VS Code did not start: ${said}`)));
    code.stdout.on("data", (chunk) => {
      said += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (port) {
        resolve(`127.0.0.1:${port}`);
      }
    });
  });
  return { code, address };
}

/** Let the cases see and use the window: a POST of a CSS selector gives the texts of its elements as a JSON list. */
async function serveWindow(page) {
  const server = createServer(async (request, response) => {
    let selector = "";
    for await (const chunk of request) {
      selector += chunk;
    }
    try {
      if (request.url === "/click") {
        await page.locator(selector).first().click({ timeout: 5000 });
      }
      const texts = (elements) => elements.map((element) => [element.textContent, element.ariaLabel].join(" "));
      response.end(JSON.stringify(await page.locator(selector).evaluateAll(texts)));
    } catch (error) {
      response.statusCode = 500;
      response.end(String(error));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

async function runCases(page, address) {
  const finished = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
  await page.exposeFunction("codeAutomationLog", () => {});
  const remote = (path) => `vscode-remote://${address}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(DRIVER)],
    ["extensionTestsPath", remote(join(DRIVER, "cases.js"))],
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  const query = new URLSearchParams({ folder: join(folder, "workspace"), payload: JSON.stringify(payload) });
  await page.goto(`http://${address}/?${query}`);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("the cases took too long")), PATIENCE));
  return Promise.race([finished, late]);
}

installExtension();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
// the window asks for a gallery of extensions; no request leaves the machine
await page.context().route(
  (url) => url.protocol.startsWith("http") && url.hostname !== "127.0.0.1",
  (route) => route.abort(),
);
const window = await serveWindow(page);
const { code, address } = await startCode(`http://127.0.0.1:${window.address().port}`);
try {
  process.exitCode = await runCases(page, address);
} finally {
  if (picture) {
    await page.screenshot({ path: picture });
  }
  await browser.close();
  window.close();
  code.kill();
}
process.exit();
