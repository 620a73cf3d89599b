// Drives VS Code in a browser: see `../drive` for what is expected of it.
import { copyFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { behind, command, drive, open as openFolder, openFile, page, problems, row, saved, shot, side } from "./workbench.mjs";

const { DRAFT, SEEN, LEFT, FIXED, FIX_SECONDS } = process.env;

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

/** Reading aids: a name that is completed, who said what, a person who is renamed. */
async function helped() {
  await page.keyboard.press("Control+End");
  await page.keyboard.type("Solv");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "Solvang" }).first().waitFor();
  await shot("completion");
  await page.keyboard.press("Escape");
  for (let letter = 0; letter < 4; letter++) await page.keyboard.press("Backspace");

  await side("Copydesk");
  for (const text of ["Ingrid Solvang", "Islanders", "Pictures", "pier.jpg"]) await row(text).waitFor();
  await row("It was close").click();
  await page.locator(".statusbar-item", { hasText: "Ln 5" }).waitFor();
  await command("View: Focus Active Editor Group");
  await behind("It was close");
  await command("Show or Focus Hover");
  await page.locator(".monaco-hover:visible", { hasText: /Said by\s*Ingrid Solvang/ }).first().waitFor();
  await shot("hover");
  await page.keyboard.press("Escape");

  await behind("Solvang said");
  for (let letter = 0; letter < " said".length; letter++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.waitFor();
  await box.fill("Solberg");
  await box.press("Enter");
  await page.locator(".tab.dirty").waitFor();
  await page.locator(".view-lines", { hasText: "Solberg" }).waitFor();
  await saved();
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

await drive(async () => {
  await openFolder(dirname(DRAFT));
  await openFile("ferry.md");
  await command("Problems: Focus on Problems View");
  await problems().nth(2).waitFor();
  writeFileSync(SEEN, await findings());
  for (const rule of ["inconsistent-name", "missing-image-credit", "unattributed-quote"]) {
    await open(problems(rule).first());
    await quickFixes();
    await page.keyboard.press("Enter");
    await problems(rule).first().waitFor({ state: "detached" });
  }
  await saved();
  writeFileSync(LEFT, await findings());
  copyFileSync(DRAFT, FIXED);
  await helped();
});
