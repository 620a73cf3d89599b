// Takes the pictures of the extension's README and walkthrough from the sample draft, by hand:
//   COPYDESK_SERVER=$PWD/target/debug/copydesk SHOTS=$PWD/editors/vscode/media tests/editors/drive pictures
import { dirname } from "node:path";
import { behind, command, drive, hover, open, openFile, page, problems, row, shot, side, status } from "./workbench.mjs";

const { DRAFT } = process.env;
await drive(async () => {
  await open(dirname(DRAFT));
  await openFile("ferry.md");
  await command("Problems: Focus on Problems View");
  await problems("unattributed-quote").waitFor();
  await status.filter({ hasText: "4 findings" }).first().waitFor();
  await page.locator(".codelens-decoration").first().waitFor();
  await page.mouse.move(640, 440);
  await shot("findings");
  await command("View: Hide Panel");
  await command("View: Focus Active Editor Group");
  await behind("eleven years");
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.action", { hasText: "Attribute it to Islanders" }).waitFor();
  await shot("fix");
  await page.keyboard.press("Escape");
  await side("Copydesk");
  await row("pier.jpg").waitFor();
  await row("It was close").click();
  await hover(row("pier.jpg"), page.locator(".monaco-hover img").first());
  await page.waitForTimeout(1000);
  await shot("sources");
});
