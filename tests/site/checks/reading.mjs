// Whether pages can be read: accessibility, width, print, no script, from files.
import { createRequire } from 'node:module';
import { DESKTOP, PHONE } from '../harness.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const unfold = (page) => page.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });

const axe = async (report, page, what) => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id} × ${nodes.length}: ${nodes[0].target} ${nodes[0].failureSummary}`.slice(0, 400));
  });
  report.equal(`axe finds nothing ${what}`, found, []);
};

const wide = (page) => page.evaluate(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const over = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > width + 1);
  return [document.documentElement.scrollWidth, ...over.slice(0, 3).map((element) => `${element.tagName}.${element.className}#${element.id}`)];
});

const WIDTHS = [360, 420, 600, 759, 760, 900, 1239, 1240, 1440, 1680, 1920];

/** Each page is loaded once: the largest take a while. */
const accessible = async ({ report, windows, pages }) => {
  for (const name of pages.some) {
    await windows.with(name, { reducedMotion: 'reduce' }, async (page) => {
      await page.goto(windows.url(name));
      await unfold(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        report.equal(`nothing is wider than ${width}`, await wide(page), []);
        if (![PHONE.width, DESKTOP.width].includes(width)) continue;
        // axe takes ten seconds on the largest pages: one mode a width, and all four pairs on the main page.
        const own = width === PHONE.width ? 'light' : 'dark';
        for (const colorScheme of name === pages.main ? ['light', 'dark'] : [own]) {
          await page.emulateMedia({ colorScheme });
          await axe(report, page, `at ${width}, ${colorScheme}, with all folds open`);
          if (name === pages.main) await opened(report, page, `at ${width}, ${colorScheme}`);
        }
      }
    });
  }
};

/** The parts of a page that are seen when they are asked for. */
const opened = async (report, page, where) => {
  await page.keyboard.press('/');
  await page.getByRole('combobox').fill('refund');
  await page.getByRole('option').first().waitFor();
  await axe(report, page, `${where}, with search open`);
  await page.keyboard.press('Escape');
  const menu = page.locator('[popovertarget=rail]').first();
  if (!(await menu.isVisible())) return;
  await menu.click();
  await axe(report, page, `${where}, with the rail open`);
  await page.keyboard.press('Escape');
};

const plain = async ({ report, windows, pages }) => {
  await windows.with('without script', { javaScriptEnabled: false }, async (page) => {
    await page.goto(windows.url(pages.main));
    for (const selector of ['button.search', 'button.theme', 'button.copy', '[role=tab]']) {
      report.equal(`no dead ${selector}`, await page.locator(`${selector}:visible`).count(), 0);
    }
    const pane = page.locator('.code:has(pre.curl)').first();
    report.equal('curl shows', await pane.locator('pre.curl').isVisible(), true);
    report.equal('Rust shows', await pane.locator('pre.rust').isVisible(), true);
    report.equal('one of both clients', await pane.locator('.bl').first().isVisible(), false);
    const folds = page.locator('main details[open]');
    const open = await folds.count();
    await page.locator('main details:not([open]) > summary:visible').first().click();
    report.equal('a fold opens', await folds.count(), open + 1);
  });
};

const print = async ({ report, windows, pages }) => {
  await windows.with('print', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    const closed = await page.locator('main details:not([open])').count();
    report.expect('some folds are closed', closed > 0);
    await page.emulateMedia({ media: 'print' });
    report.equal('no rail', await page.locator('.rail').isVisible(), false);
    report.equal('no buttons', await page.locator('button:visible').count(), 0);
    // As the browser does around printing.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    report.equal('all folds are open', await page.locator('main details:not([open])').count(), 0);
    report.equal('nothing is cut off', await wide(page), []);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    report.equal('and closed again', await page.locator('main details:not([open])').count(), closed);
  });
};

const files = async ({ report, windows, pages, folder }) => {
  const local = Object.assign(Object.create(Object.getPrototypeOf(windows)), windows, { base: folder });
  await local.with('from files', {}, async (page) => {
    await page.goto(local.url(pages.main));
    await page.getByRole('tab', { name: 'curl' }).first().click();
    report.equal('tabs switch', await page.locator('pre.curl').first().isVisible(), true);
    await page.keyboard.press('/');
    await page.getByRole('combobox').fill('refund reason');
    await page.getByRole('option').first().waitFor();
    await page.waitForFunction(() => globalThis.stripeReference.tiers[2]);
    report.equal('search finds', await page.getByRole('option').first().locator('code').textContent(), 'reason');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.includes('reason'));
  });
};

export default async (suite) => {
  await accessible(suite);
  await plain(suite);
  await print(suite);
  await files(suite);
};
