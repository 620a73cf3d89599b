// What the extension shows besides the fixes, used as a person would: see `../tours/vscode`.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { behind, command, drive, hover, note, open, openFile, page, problems, row, saved, shot, side, status, until } from "./workbench.mjs";

const { DRAFT, REAL } = process.env;
const desk = dirname(DRAFT);

/** Changes the folder's settings on disk, which VS Code watches. */
function set(values) {
  writeFileSync(join(desk, ".vscode/settings.json"), JSON.stringify(values));
}

const statusSays = (text) => status.filter({ hasText: text }).first().waitFor();

/** The colour of the words as the editor draws them. */
async function colour(words) {
  const spans = page.locator(".view-lines span[class^=mtk]", { hasText: words });
  return spans.first().evaluate((span) => getComputedStyle(span).color);
}

async function untrusted() {
  await open(desk);
  await openFile("ferry.md");
  await command("Problems: Focus on Problems View");
  // Two, for the settings file of the desk lets the third one stand: no unset switch of the editor overrides it.
  await problems("inconsistent-name").waitFor();
  await problems("missing-image-credit").waitFor();
  await statusSays("2 findings · English · Guardian");
  if (await problems("unattributed-quote").count()) throw new Error("the settings of the desk do not hold");
  await hover(status, page.locator(".monaco-hover", { hasText: "Restricted Mode" }).first());
  await shot("untrusted");
  if (existsSync(join(desk, ".vscode/started"))) throw new Error("a program of a folder without trust was started");

  await command("Workspaces: Manage Workspace Trust");
  await page.locator(".workspace-trust-editor").waitFor();
  await shot("trust");
  await page.locator(".workspace-trust-editor .monaco-button", { hasText: /^Trust$/ }).first().click();
  await page.locator(".monaco-modal-editor-block .action-label.codicon-close, .modal-editor-part .action-label.codicon-close").last().click();
  // Now that program may start, and takes its time.
  await page.locator('.statusbar-item[id^="copydesk.copydesk"] .codicon-loading').waitFor();
  await shot("starting");
  await until("the program of the folder", () => existsSync(join(desk, ".vscode/started")));
  await statusSays("2 findings · English · Guardian");
}

/** The sample draft: what is seen of it, and what a writer does about it first. */
async function sample() {
  await command("View: Close All Editors");
  await command("Copydesk: Open a Sample Draft");
  await page.locator(".tab.active", { hasText: "ferry.md" }).waitFor();
  await statusSays("4 findings · English");
  await problems("unattributed-quote").waitFor();
  await shot("sample");

  // People and speech have colours of their own, other than the prose around them.
  const prose = await colour("cut the ribbon");
  const [person, speech, cue] = [await colour("Solvang"), await colour("It was close"), await colour("said")];
  if (new Set([prose, person, speech, cue]).size !== 4) throw new Error(`colours: ${[prose, person, speech, cue]}`);

  await side("Copydesk");
  for (const text of ["No speaker", "We have waited", "Ingrid Solvang", "It was close", "Pictures", "pier.jpg"]) await row(text).waitFor();
  const order = await page.locator(".pane-body .monaco-list-row").allInnerTexts();
  if (!/No speaker/.test(order[0])) throw new Error(`not first: ${order}`);
  await page.locator(".pane-body .monaco-list-row", { hasText: "pier.jpg" }).locator(".custom-view-tree-node-item-icon").first().waitFor();
  await shot("sources");
  await hover(row("pier.jpg"), page.locator(".monaco-hover img").first());
  await until("the picture", () => page.locator(".monaco-hover img").first().evaluate((img) => img.naturalWidth > 0));
  await shot("picture");
  await row("It was close").click();
  await page.locator(".statusbar-item", { hasText: "Ln 7" }).waitFor();

  await command("Copydesk: Show Quote Sheet");
  const sheet = page.frameLocator("iframe.webview.ready").frameLocator("iframe");
  await sheet.locator("td", { hasText: "nobody is named" }).waitFor();
  await sheet.locator("td", { hasText: "It was close" }).waitFor();
  await shot("sheet");
  await page.locator('.tab[aria-label*="Quote sheet"] .action-label').last().click();

  await command("Copydesk: Fix All Safe Findings");
  await statusSays("3 findings");
  await command("Copydesk: Fix All Safe Findings");
  await note("nothing to fix without you").waitFor();
  await shot("nothing");
  await command("Notifications: Clear All Notifications");

  await command("View: Focus Active Editor Group");
  await behind("Solveng");
  await command("Copydesk: Add Name to the Name Book");
  const offers = page.locator(".quick-input-list .monaco-list-row");
  await offers.filter({ hasText: 'never “Solveng”' }).waitFor();
  await shot("names");
  await offers.filter({ hasText: 'never “Solveng”' }).click();
  await note("Written to").waitFor();
  await problems("house-style-name").waitFor();
  await shot("written");
  await command("Notifications: Clear All Notifications");

  await command("View: Focus Active Editor Group");
  await behind("eleven years");
  const offer = page.locator(".action-widget .monaco-list-row.action", { hasText: "Let unattributed-quote stand here" });
  await until("the fixes", async () => {
    await page.keyboard.press("Control+.");
    return offer.waitFor({ timeout: 2000 }).then(() => true, () => page.keyboard.press("Escape").then(() => false));
  });
  await shot("stand");
  await offer.click();
  await problems("unattributed-quote").waitFor({ state: "detached" });
  await saved();
}

/** The log; a server that is killed, that cannot start, that starts again. */
async function trouble() {
  await command("Copydesk: Show Log");
  // That it has words in it cannot be seen here: code-server without its native modules writes no logs.
  await until("the log", () => page.locator(".panel select").evaluateAll((all) => all.some((one) => one.selectedOptions[0]?.text === "Copydesk")));
  await shot("log");

  // One that falls over is started again without a word.
  const before = running();
  process.kill(before);
  await until("another server", () => running() && running() !== before);
  await command("View: Focus Active Editor Group");
  await statusSays("2 findings · English");
  await command("Copydesk: Restart the Server");
  const second = running();
  await until("yet another server", () => running() && running() !== second);
  await statusSays("2 findings · English");

  set({ "copydesk.server.path": "/nowhere/copydesk" });
  await note("there is no program of that name").waitFor();
  await page.locator('.statusbar-item.error-kind[id^="copydesk.copydesk"]').waitFor();
  await shot("failed");
  set({});
  await statusSays("2 findings · English");
}

/** The server's number among the processes. */
function running() {
  const found = spawnSync("pgrep", ["-f", `^${REAL} lsp`], { encoding: "utf8" }).stdout.split("\n")[0];
  return found ? Number(found) : undefined;
}

async function walkthrough() {
  await command("Notifications: Clear All Notifications");
  await command("View: Close All Editors");
  await command("Welcome: Open Walkthrough...");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Copydesk" }).first().click();
  await page.locator(".getting-started-step", { hasText: "Open a sample draft" }).waitFor();
  await side("Copydesk");
  await command("View: Hide Panel");
  await shot("walkthrough");
}

await drive(async () => {
  await untrusted();
  await sample();
  await trouble();
  await walkthrough();
});
