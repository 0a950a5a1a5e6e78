// browser.mjs - Debian's Chromium, and what every page of ours has to be: no console error, no
// violation of the policy, nothing serious for axe, no key where a word should be.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const sizes = { desk: { width: 1366, height: 800 }, phone: { width: 390, height: 844 } };
export const faults = [];

export function fault(text) {
  if (!faults.includes(text)) {
    faults.push(text);
    console.log(`FAULT: ${text}`);
  }
}

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"] });
}

// A refusal is an answer that the page shows; everything else on the console is a fault.
function watch(page, who) {
  page.underway = new Set();
  page.on("request", (one) => one.resourceType() === "script" && page.underway.add(one));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (one) => page.underway.delete(one));
  page.on("console", (message) => {
    if (message.type() !== "error" || /status of (4\d\d|503)|ERR_CONNECTION_REFUSED/.test(message.text())) return;
    fault(`${who}: console: ${message.text()}`);
  });
  page.on("pageerror", (error) => fault(`${who}: ${error.message}`));
}

// Counts in the page what is asked of the server and not yet answered: fetch until its body is read,
// the stream of events left out. Quiet is when nothing is under way and three frames have passed.
function countQuestions() {
  let asking = 0, calm = 0;
  const counted = (work) => {
    asking++;
    return work.finally(() => asking--);
  };
  const ask = window.fetch;
  window.fetch = (path, ...rest) => (/\/events$/.test(path) ? ask(path, ...rest) : counted(ask(path, ...rest)));
  for (const name of ["json", "text", "blob"]) {
    const read = Response.prototype[name];
    Response.prototype[name] = function () {
      return counted(read.call(this));
    };
  }
  window.isQuiet = () => {
    const shown = document.querySelector("#main > :not(.sr), .door");
    const waits = document.querySelector(".is-loading, .empty[role=status], .chart:empty");
    calm = asking || !shown || waits ? 0 : calm + 1;
    return calm > 3;
  };
  window.beQuiet = () => (calm = 0);
}

// One person before a browser of a size, in a language.
export async function person(browser, url, user, size = "desk", language = "zh") {
  const context = await browser.newContext({
    viewport: sizes[size], timezoneId: "Asia/Shanghai", locale: language === "zh" ? "zh-CN" : "en-GB",
    isMobile: size === "phone", hasTouch: size === "phone", reducedMotion: "reduce", bypassCSP: false,
  });
  await context.addInitScript((wish) => {
    localStorage.setItem("dms.language", localStorage.getItem("dms.language") ?? wish);
    localStorage.setItem("dms.language.chosen", "yes");
  }, language);
  await context.addInitScript(countQuestions);
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  watch(page, user);
  await page.goto(`${url}/ui/`);
  await page.fill("input[name=user]", user);
  await page.fill("input[name=password]", "demo");
  await page.keyboard.press("Enter");
  await page.locator(".shell .day h1").waitFor();
  await settled(page);
  return page;
}

// Until nothing is asked of the server any more and it is drawn.
export async function settled(page) {
  do {
    await page.evaluate(() => window.beQuiet());
    await page.waitForFunction(() => window.isQuiet());
  } while (page.underway.size);
}

export async function go(page, path) {
  await page.evaluate((to) => {
    history.pushState(null, "", `/ui/${to}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  await settled(page);
}

// The page within the frame, or with WHOLE the frame as well: menus do not change from page to page.
// Of rows that are all drawn alike the first few speak for the others.
export async function accessible(page, where, whole = false) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const found = await page.evaluate((within) => window.axe.run(within, {
    resultTypes: ["violations"], preload: false, iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
  }), { include: whole ? "body" : "#main", exclude: ["tbody > tr:nth-child(n+7)", "ul > li:nth-child(n+7)"] });
  for (const one of found.violations.filter((each) => ["serious", "critical"].includes(each.impact))) {
    fault(`${where}: axe ${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
  }
}

// Our own words only: what people typed into the demo is Chinese in both languages.
export async function spoken(page, where, language) {
  const words = await page.evaluate(() => {
    const ours = "th, h2, button:not(.visit), nav a, dt, option, .field .name, .empty, small:not(.quiet), .bar > .quiet";
    const texts = [...document.querySelectorAll(ours)].map((one) => one.textContent);
    const hints = [...document.querySelectorAll("[placeholder], [title]:not(.quiet)")].map((one) => one.placeholder || one.title);
    return [...texts, ...hints].filter(Boolean);
  });
  for (const word of words) {
    if (/(^|\s)(web|crm|sales|after_sales|parts|core|notify|rest|menu)\.[a-z_]+(\.[a-z_]+)*($|\s)/.test(word)) {
      fault(`${where}: a key instead of words: ${word.trim().slice(0, 60)}`);
    }
    if (language === "en" && /[\u4e00-\u9fff]/.test(word) && word.trim() !== "中文") {
      fault(`${where}: Chinese in English: ${word.trim().slice(0, 60)}`);
    }
  }
}

// Nothing may hang over the edge of a phone, and what is tapped has room for a finger.
export async function fits(page, where) {
  const found = await page.evaluate(() => {
    const main = document.querySelector("#main");
    const small = [...document.querySelectorAll("#main button, .bottom > *, #main .card > a")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && box.height < 43.5 && !one.closest(".lane, .ec, .track, .date, td, th");
    });
    return { wide: main ? main.scrollWidth - main.clientWidth : 0, small: small[0]?.outerHTML.slice(0, 120) };
  });
  if (found.wide > 1) fault(`${where}: ${found.wide} px wider than the phone`);
  if (found.small) fault(`${where}: too small to tap: ${found.small}`);
}

// Straight from the renderer: half the time of the tool's own, which waits for much.
export async function photograph(page, path) {
  page.camera ??= await page.context().newCDPSession(page);
  const { data } = await page.camera.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true });
  writeFileSync(path, data, "base64");
}
