// Drives VS Code in a browser: see `drive` for what is expected of it. SHOTS names a folder for screenshots.
import { copyFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const { ADDRESS, MODULES, DRAFT, SEEN, LEFT, FIXED, FIX_SECONDS, SHOTS } = process.env;
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
const page = await context.newPage();
page.setDefaultTimeout(30_000);

async function shot(name) {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

async function command(title) {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** The rows of the Problems panel that are warnings of a rule of ours. */
const problems = (rule = "") => page.locator(".markers-panel .monaco-list-row", { hasText: new RegExp(`copydesk\\W*${rule || "[a-z]+-"}`) });

/** Goes from a row to its place in the draft, which a click selects. */
async function open(row) {
  await row.dblclick();
  await page.locator(".editor-instance .monaco-editor.focused").waitFor();
  await page.mouse.move(640, 400);
}

/** Rule and words of every warning: a click on its row selects what it underlines. */
async function findings() {
  const lines = [];
  for (let row = 0; row < (await problems().count()); row++) {
    const rule = (await problems().nth(row).innerText()).match(/^[a-z]+(-[a-z]+)+$/m)[0];
    await open(problems().nth(row));
    await page.keyboard.press("Control+C");
    lines.push(`${rule}\t${await page.evaluate(() => navigator.clipboard.readText())}\n`);
  }
  return lines.join("");
}

/** The side view: who is quoted, pictures; a click on a quotation goes to it. */
async function sources() {
  await page.locator('.activitybar .action-label[aria-label^="Copydesk"]').click({ force: true });
  const row = (text) => page.locator(".pane-body .monaco-list-row", { hasText: text });
  for (const text of ["Ingrid Solvang", "Islanders", "Pictures", "pier.jpg"]) await row(text).first().waitFor();
  await row("It was close").first().click();
  await page.locator(".statusbar-item", { hasText: "Ln 5" }).waitFor();
  await shot("sources");
  await page.locator('.activitybar .action-label[aria-label^="Explorer"]').click();
}

/** Goes to a name as a person would, by searching for the words it begins, and renames whom it names. */
async function rename(words, to) {
  await page.keyboard.press("Control+F");
  await page.locator(".find-widget.visible textarea").first().fill(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.waitFor();
  await box.fill(to);
  await shot("rename");
  await box.press("Enter");
  await page.locator(".tab.dirty").waitFor();
  await page.locator(".view-lines", { hasText: to }).waitFor();
  await page.keyboard.press("Control+S");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
}

/** Opens the menu of fixes; presses its key again as a person would if a busy machine missed it. */
async function quickFixes() {
  const menu = page.locator('.action-widget .monaco-list-row.action.focused[aria-label$=", Quick Fix"]').first();
  for (let second = 0; second < FIX_SECONDS; second += 2) {
    await page.keyboard.press("Control+.");
    if (await menu.waitFor({ timeout: 2000 }).then(() => true, () => false)) return;
    await page.keyboard.press("Escape");
  }
  throw new Error("no quick fix was offered");
}

try {
  await page.goto(`${ADDRESS}/?folder=${dirname(DRAFT)}`);
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "ferry.md" }).dblclick();
  await command("Problems: Focus on Problems View");
  await problems().nth(2).waitFor();
  await shot("findings");
  writeFileSync(SEEN, await findings());
  await sources();
  for (const rule of ["inconsistent-name", "missing-image-credit", "unattributed-quote"]) {
    await open(problems(rule).first());
    await quickFixes();
    await shot(`fix-${rule}`);
    await page.keyboard.press("Enter");
    await problems(rule).first().waitFor({ state: "detached" });
  }
  await page.keyboard.press("Control+S");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  writeFileSync(LEFT, await findings());
  await shot("fixed");
  copyFileSync(DRAFT, FIXED);
  await rename("Solvang said", "Solberg");
} catch (error) {
  console.error(String(error));
  await shot("failure");
  process.exitCode = 1;
}
await browser.close();
