// pages.mjs - the page in a browser: the stories, the tour, the weight of the first load, the times.
import { mkdirSync } from "node:fs";
import { faults, launch } from "./browser.mjs";
import { counter } from "./counter.mjs";
import { importFile } from "./imports.mjs";
import { parked } from "./parked.mjs";
import { writeRule } from "./rules.mjs";
import { tell } from "./stories.mjs";
import { troubles } from "./troubles.mjs";
import { tour } from "./tour.mjs";
import { weigh } from "./weight.mjs";

const [url, folder, part = "all"] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const from = Date.now();
const wants = (what) => part === "all" || part === what;
async function timed(what, work) {
  const began = Date.now();
  const said = await work();
  console.log(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s${said ? `, ${said}` : ""}`);
}

// Who shows which pages; and whose records are looked at when the stories have made some.
const posts = {
  admin: { only: /^(web|notify)\./, extra: ["admin.rules", "admin.rights", "admin.workflows", "admin.plugins", "admin.health", "admin.audit"] },
  a_manager: { only: /^crm\./ }, a_boss: { only: /^sales\./ }, a_workshop: { only: /^after_sales\./ }, a_pmanager: { only: /^parts\./ },
  a_reception: {}, a_advisor: {}, a_service: {}, a_technician: {}, a_parts: {}, a_cashier: {}, a_caller: {},
};
const made = {
  a_boss: { records: ["crm.customer", "crm.lead", "sales.quote", "sales.order"] },
  a_workshop: { records: ["after_sales.repair_order", "after_sales.settlement", "after_sales.car", "parts.part"] },
};
const tours = (of) => Object.entries(of).map(([user, what]) =>
  ["tour", () => tour(browser, url, user, folder, what).then((screens) => `${user}, ${screens} screens`)]);

// As many hands as the machine has cores, and one that waits; what is in a later round needs the rounds before.
async function together(round) {
  const work = round.filter(([what]) => wants(what));
  const hand = async () => {
    for (let next = work.shift(); next; next = work.shift()) await timed(...next);
  };
  await Promise.all([hand(), hand(), hand()]);
}

// Where times are measured nothing else runs.
await together([["weight", () => weigh(browser, url).then(() => counter(browser, url))]]);
await together([
  ["stories", () => tell(browser, url, "aurora", "desk")], ["stories", () => tell(browser, url, "tianhe", "phone")],
  ["troubles", () => troubles(browser, url)], ["troubles", () => writeRule(browser, url)],
  ["parked", () => parked(browser, url)], ["imports", () => importFile(browser, url)], ...tours(posts),
]);
await together(tours(made));
await browser.close();
console.log(`${((Date.now() - from) / 1000).toFixed(1)} s, ${faults.length ? `${faults.length} faults` : "no fault"}`);
process.exit(faults.length ? 1 : 0);
