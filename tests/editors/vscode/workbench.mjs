// VS Code in a browser, and what a person does in any part of it. SHOTS names a folder for screenshots.
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const { ADDRESS, MODULES, SHOTS } = process.env;
const { chromium } = createRequire(`${MODULES}/`)("playwright-core");
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({
  viewport: { width: 1280, height: 800 },
  permissions: ["clipboard-read", "clipboard-write"],
});
export const page = await context.newPage();
page.setDefaultTimeout(60_000);

/** Runs `steps`; a failure is told and photographed, and fails the program. */
export async function drive(steps) {
  try {
    await steps();
  } catch (error) {
    console.error(String(error?.stack ?? error));
    await shot("failure");
    process.exitCode = 1;
  }
  await browser.close();
}

export async function shot(name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

/** Opens the workbench on a folder. */
export async function open(folder) {
  await page.goto(`${ADDRESS}/?folder=${folder}`);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
}

export async function openFile(name) {
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: name }).dblclick();
  await page.locator(".tab.active", { hasText: name }).waitFor();
}

/** Waits for a condition, a minute at most. */
export async function until(what, condition) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (await condition()) return;
    await sleep(200);
  }
  throw new Error(`never came: ${what}`);
}

/** Runs a command by its title; opens the list again where a busy machine missed the key or what was typed. */
export async function command(title) {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  await until(`the command ${title}`, async () => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input").fill(`>${title}`);
    return row.waitFor({ timeout: 5000 }).then(() => true, () => page.keyboard.press("Escape").then(() => false));
  });
  await page.keyboard.press("Enter");
}

/** Rests the pointer on something until what that shows is there; anew where the list below it was just drawn again. */
export async function hover(over, shows) {
  await until("the hover", async () => {
    await page.mouse.move(640, 5);
    await over.hover();
    return shows.waitFor({ timeout: 4000 }).then(() => true, () => false);
  });
}

/** The rows of the Problems panel that are findings of ours. */
export const problems = (rule = "") =>
  page.locator(".markers-panel .monaco-list-row", { hasText: new RegExp(`copydesk\\W*${rule || "[a-z]+-"}`) });

export const row = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text }).first();
export const status = page.locator('.statusbar-item[id^="copydesk.copydesk"]');
export const note = (text) => page.locator(".notification-list-item", { hasText: text }).first();

/** The view that an icon at the side opens. */
export async function side(name) {
  await page.locator(`.activitybar .action-label[aria-label^="${name}"]`).click({ force: true });
}

/** Saves; presses the keys again where a busy machine missed them. */
export async function saved() {
  const dirty = page.locator(".tab.active.dirty");
  await until("the saved draft", async () => {
    await page.keyboard.press("Control+S");
    if (await dirty.waitFor({ state: "detached", timeout: 3000 }).then(() => true, () => false)) return true;
    await command("View: Focus Active Editor Group");
    return false;
  });
}

/** Puts the cursor behind the first place of some words, as a person would who searches for them. */
export async function behind(words) {
  await page.keyboard.press("Control+F");
  const box = page.locator(".find-widget.visible textarea").first();
  await box.waitFor();
  await box.fill(words);
  await page.locator(".find-widget.visible .matchesCount", { hasText: /\d+ of \d+/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}
