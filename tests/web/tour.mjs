// tour.mjs - every page, in both languages and sizes: looked at by axe and photographed.
import { accessible, fault, fits, go, person, settled, sizes, spoken } from "./browser.mjs";

// Chinese at the desk and English on the phone; the other two as well when there is time.
const views = { desk: ["zh"], phone: ["en"] };
if (process.env.DMS_LONG) Object.assign(views, { desk: ["zh", "en"], phone: ["en", "zh"] });

async function both(page, path, name, folder) {
  for (const size of ["desk", "phone"]) {
    await page.setViewportSize(sizes[size]);
    await go(page, path);
    for (const language of views[size]) {
      const now = await page.evaluate(() => (document.documentElement.lang === "en" ? "en" : "zh"));
      if (now !== language) {
        const pages = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/pages"));
        await page.locator("button.language").click();
        await pages;
      }
      await settled(page);
      const where = `${name} ${size} ${language}`;
      await spoken(page, where, language);
      if (size === "phone") await fits(page, where);
      if (language === views[size][0]) await accessible(page, where);
      await page.screenshot({ path: `${folder}/${name}.${size}.${language}.png` });
    }
  }
}

// The pages of one post; RECORDS are entities whose newest record is opened, too.
export async function tour(browser, url, user, folder, { only, records = [], extra = [] }) {
  const page = await person(browser, url, user);
  const known = await page.evaluate(() => fetch("/api/v1/pages").then((answer) => answer.json()));
  const names = known.pages.filter((one) => one.kind !== "form" && one.kind !== "my_day" && !one.generated && only(one)).map((one) => one.page);
  await both(page, "", `${user}.my_day`, folder);
  for (const name of [...names, ...extra]) await both(page, name, name, folder);
  for (const entity of records) {
    const newest = await page.evaluate((name) => fetch(`/api/v1/${name}?limit=1&sort=-id`).then((a) => a.json()), entity);
    const id = newest.records?.[0]?.id;
    if (id) await both(page, `r/${entity}/${id}`, `${entity}.form`, folder);
    else fault(`${entity}: there is none to look at`);
  }
  await page.context().close();
}
