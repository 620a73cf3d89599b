// The universal package, which has no program inside, and life beside another extension for prose (`neighbour`).
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { behind, command, drive, note, open, openFile, page, problems, saved, shot, status, until } from "./workbench.mjs";

const { BESIDE, DRAFT, REAL } = process.env;
const desk = dirname(DRAFT);
const draft = join(desk, "quay.md");
const program = join(BESIDE, "copydesk");

function set(values) {
  writeFileSync(join(desk, ".vscode/settings.json"), JSON.stringify(values));
}
const failed = page.locator('.statusbar-item.error-kind[id^="copydesk.copydesk"]');
const works = () => status.filter({ hasText: "2 findings · English" }).first().waitFor();

/** Which program it starts, and what it says where there is none. */
async function finds() {
  await note("was not found. This is the universal package").waitFor();
  await failed.waitFor();
  await shot("universal");
  symlinkSync(REAL, program);
  await note("was not found").locator(".monaco-button", { hasText: "Try Again" }).click();
  await works();

  set({ "copydesk.server.path": "~/copydesk" });
  await note("there is no program of that name").waitFor();
  await failed.waitFor();
  set({ "copydesk.server.path": REAL });
  await works();
  rmSync(program);
  set({});
  await note("was not found").waitFor();
  symlinkSync(REAL, program);
  await command("Copydesk: Restart the Server");
  await works();
  await command("Notifications: Clear All Notifications");
}

/** Both are seen and heard, and neither undoes what the other does. */
async function getsOn() {
  await problems("inconsistent-name").waitFor();
  const theirs = page.locator(".markers-panel .monaco-list-row", { hasText: "Say tape." });
  await theirs.waitFor();
  await shot("both");

  await command("View: Focus Active Editor Group");
  await behind("Nobody saw Solveng");
  await command("Show or Focus Hover");
  const hover = page.locator(".monaco-hover:visible");
  for (const said of ["The neighbour has read “Solveng”", "inconsistent-name"]) await hover.filter({ hasText: said }).first().waitFor();
  await shot("hovers");
  await page.keyboard.press("Escape");

  await page.keyboard.press("Control+End");
  await page.keyboard.type("Solv");
  await page.keyboard.press("Control+Space");
  for (const name of ["Solvang", "Solvent"]) await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: name }).first().waitFor();
  await shot("offers");
  await page.keyboard.press("Escape");
  for (let letter = 0; letter < 4; letter++) await page.keyboard.press("Backspace");

  const saves = async (kinds, wanted) => {
    set({ "editor.codeActionsOnSave": kinds });
    // The workbench takes its time to hear of settings, the longer the busier the machine is.
    let text;
    for (let tries = 0; tries < 10; tries++) {
      await page.waitForTimeout(1500);
      await command("View: Focus Active Editor Group");
      await page.keyboard.press("Control+End");
      await page.keyboard.press("Enter");
      await saved();
      text = readFileSync(draft, "utf8");
      if (wanted.test(text)) return;
    }
    throw new Error(`on saving with ${JSON.stringify(kinds)}: ${text}`);
  };
  await saves({ "source.fixAll.copydesk": "explicit" }, /ribbon.* “It was close,”.*Solveng/);
  await saves({ "source.fixAll": "explicit" }, /tape.* “It was close,”.*Solveng/);
  await theirs.waitFor({ state: "detached" });
  await problems("inconsistent-name").waitFor();
}

await drive(async () => {
  await open(desk);
  await openFile("quay.md");
  await command("Problems: Focus on Problems View");
  await finds();
  await getsOn();
});
