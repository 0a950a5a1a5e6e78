// weight.mjs - what the first load weighs, and how long pages and keystrokes take.
import { fault, go, person, settled } from "./browser.mjs";

const LIMIT_KB = 260;
const LIMIT_REQUESTS = 25;

export async function weigh(browser, url) {
  const page = await person(browser, url, "a_advisor");
  const sizes = new Map();
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.setCacheDisabled", { cacheDisabled: true });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  const from = Date.now();
  await page.reload();
  await page.locator(".shell .day h1").waitFor();
  const ready = Date.now() - from;
  await settled(page);
  const kilobytes = [...sizes.values()].reduce((sum, one) => sum + one, 0) / 1000;
  console.log(`first load: ${kilobytes.toFixed(0)} kB, ${sizes.size} requests, ${ready} ms`);
  if (kilobytes > LIMIT_KB) fault(`the first load weighs ${kilobytes.toFixed(0)} kB, more than ${LIMIT_KB}`);
  if (sizes.size > LIMIT_REQUESTS) fault(`the first load takes ${sizes.size} requests, more than ${LIMIT_REQUESTS}`);
  const began = Date.now();
  await go(page, "crm.leads");
  console.log(`a later page with its rows: ${Date.now() - began} ms, waiting for quiet`);
  await page.context().close();
}
