// How the tests start Chromium: without a sandbox, which containers do not allow, and without requests of its own.

const ARGUMENTS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Starts the Chromium of a path, with the `chromium` of Playwright. */
export const launch = (chromium, executablePath) => chromium.launch({ executablePath, args: ARGUMENTS });
