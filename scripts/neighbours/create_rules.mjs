// Calls the vendor's SDK with each body, against a fetch that counts; prints one line of JSON for each.
import { readFileSync } from "node:fs";
import { VideoSDK } from "@videosdk.live/server-sdk";

for (const path of process.argv.slice(2)) {
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    return new Response('{"id": "rr_1"}', { status: 201, headers: { "content-type": "application/json" } });
  };
  const client = new VideoSDK({ token: "t", fetch, maxRetries: 0 });
  let problem = "";
  try {
    const value = JSON.parse(readFileSync(path, "utf8"));
    for (const body of Array.isArray(value) ? value : [value]) await client.sip.routingRules.create(body);
  } catch (error) {
    problem = String(error);
  }
  console.log(JSON.stringify({ sent, problem }));
}
