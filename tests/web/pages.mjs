// pages.mjs - the page in a browser: the stories, the tour, the weight of the first load, the times.
import { mkdirSync } from "node:fs";
import { faults, launch } from "./browser.mjs";
import { tell } from "./stories.mjs";
import { troubles } from "./troubles.mjs";
import { tour } from "./tour.mjs";
import { weigh } from "./weight.mjs";

const [url, folder, part = "all"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const from = Date.now();
const took = (what) => console.log(`${what}: ${((Date.now() - from) / 1000).toFixed(1)} s`);
const wants = (what) => part === "all" || part === what;

if (wants("weight")) await weigh(browser, url);
if (wants("stories")) {
  await Promise.all([tell(browser, url, "aurora", "desk"), tell(browser, url, "tianhe", "phone")]);
  took("stories");
}
if (wants("troubles")) {
  await troubles(browser, url);
  took("troubles");
}
if (wants("tour")) {
  await Promise.all([
    tour(browser, url, "a_manager", folder, { only: (page) => /^(crm|sales)\./.test(page.page), records: ["crm.lead", "sales.order"] }),
    tour(browser, url, "a_workshop", folder, { only: (page) => /^after_sales\./.test(page.page), records: ["after_sales.repair_order"] }),
    tour(browser, url, "admin", folder, {
      only: (page) => /^(web|notify)\./.test(page.page), extra: ["admin.rules", "admin.workflows"],
    }),
  ]);
  took("tour");
}
await browser.close();
console.log(faults.length ? `${faults.length} faults` : "no fault");
process.exit(faults.length ? 1 : 0);
