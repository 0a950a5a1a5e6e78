// tour.mjs - every page, in both languages and sizes: looked at by axe and photographed.
import { accessible, fault, fits, go, person, photograph, settled, sizes, spoken } from "./browser.mjs";

// Rows at the desk are cards on the phone: the first are looked at in Chinese, the second in English.
// With time for it each is photographed at the other size as well, without opening it again.
const sizesOf = { desk: ["desk"], phone: ["phone"] };
if (process.env.DMS_LONG) Object.assign(sizesOf, { desk: ["desk", "phone"], phone: ["phone", "desk"] });

async function look(page, { path, name }, from, language, folder) {
  await page.setViewportSize(sizes[from]);
  await go(page, path);
  for (const size of sizesOf[from]) {
    if (size !== from) {
      await page.setViewportSize(sizes[size]);
      await settled(page);
    }
    const where = `${name} ${size} ${language}`;
    if (size === from) await accessible(page, where, path === "");
    await spoken(page, where, language);
    if (size === "phone") await fits(page, where);
    await photograph(page, `${folder}/${name}.${size}.${language}.png`);
  }
}

async function newest(page, entity) {
  const found = await page.evaluate((name) => fetch(`/api/v1/${name}?limit=1&sort=-id`).then((a) => a.json()), entity);
  return found.records?.[0]?.id;
}

// The newest record of each entity on its form, and on the page of all about it when there is one.
async function recordsOf(page, known, entities) {
  const list = [];
  for (const entity of entities) {
    const id = await newest(page, entity);
    if (!id) fault(`${entity}: there is none to look at`);
    const whole = known.find((one) => one.kind === "timeline" && one.entity === entity);
    if (id) list.push({ path: `r/${entity}/${id}`, name: `${entity}.form` });
    if (id && whole) list.push({ path: `${whole.page}/${id}`, name: whole.page });
  }
  return list;
}

// The day of a post, and the pages that match ONLY; or else the newest of RECORDS.
async function pagesOf(page, user, { only, records, extra = [] }) {
  const known = (await page.evaluate(() => fetch("/api/v1/pages").then((answer) => answer.json()))).pages;
  if (records) return recordsOf(page, known, records);
  const mine = known.filter((one) => !["form", "my_day", "timeline"].includes(one.kind) && !one.generated && only?.test(one.page));
  return [{ path: "", name: `${user}.my_day` }, ...[...mine.map((one) => one.page), ...extra].map((name) => ({ path: name, name }))];
}

export async function tour(browser, url, user, folder, what) {
  const page = await person(browser, url, user);
  const list = await pagesOf(page, user, what);
  for (const one of list) await look(page, one, "desk", "zh", folder);
  await page.locator("button.language").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await settled(page);
  for (const one of list) await look(page, one, "phone", "en", folder);
  await page.context().close();
  return list.length * (sizesOf.desk.length + sizesOf.phone.length);
}
