// Links into a page: folds that open, rows and code that light up, the rail, the theme.
import { PHONE } from '../harness.mjs';

const inWindow = (id) => {
  const box = document.getElementById(id).getBoundingClientRect();
  return document.getElementById(id).checkVisibility() && box.bottom > 0 && box.top < innerHeight;
};

const folds = async ({ report, windows, pages }) => {
  await windows.with('a link into a fold', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    const [row, fold] = await page.evaluate(() => [
      [...document.querySelectorAll('main details:not([open]) .row')].find((row) => !row.checkVisibility())?.id,
      document.querySelector('main details[id]:not([open])')?.id,
    ]);
    if (!report.expect('there are a closed fold and a row in one', row && fold)) return;
    // Browsers open the folds around a target by themselves, some only since lately, but not a fold that is the target.
    for (const [what, id] of [['a row', row], ['a fold', fold]]) {
      const isOpen = (id) => {
        const fold = document.getElementById(id).closest('details');
        return fold.open && fold.checkVisibility();
      };
      const opens = async (how) => report.expect(`${what} is opened ${how}`,
        await page.waitForFunction(isOpen, id, { timeout: 3000 }).catch(() => false)
        && await page.waitForFunction(inWindow, id, { timeout: 3000 }).catch(() => false));
      await page.goto('about:blank');
      await page.goto(windows.url(`${pages.main}#${id}`));
      await opens('by its address');
      await page.evaluate((to) => {
        for (const fold of document.querySelectorAll('main details')) fold.open = false;
        const link = Object.assign(document.createElement('a'), { href: `#${to}`, textContent: 'again' });
        document.querySelector('main').prepend(link);
        scrollTo(0, 0);
      }, id);
      await page.getByRole('link', { name: 'again', exact: true }).click();
      await opens('by another click on the same link');
    }
  });
};

const lights = async ({ report, windows, pages }) => {
  await windows.with('a row and its place in code', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    const id = await page.evaluate(() => [...document.querySelectorAll('.code a.to')]
      .map((link) => link.hash.slice(1)).find((id) => document.getElementById(id)?.checkVisibility()));
    if (!report.expect('code leads to a row', id)) return;
    const lit = () => page.evaluate((id) => ({
      row: document.getElementById(id).querySelector('.name').classList.contains('lit'),
      code: [...document.querySelectorAll('.code a.to.lit')].map((link) => link.hash.slice(1)),
    }), id);
    await page.locator(`[id="${id}"] a.name`).first().focus();
    const focused = await lit();
    report.expect('focus on the row lights up code', focused.code.length > 0 && focused.code.every((to) => to === id), focused);
    await page.evaluate(() => document.activeElement.blur());
    report.equal('and no longer', await lit(), { row: false, code: [] });
    const link = page.locator(`.code a.to[href="#${id}"]`).first();
    await link.hover();
    report.equal('the mouse on code lights up the row', (await lit()).row, true);
    await page.mouse.move(0, 0);
    report.equal('and no longer', await lit(), { row: false, code: [] });
  });
};

/** Whether the tree of the rail shows the name of the page that is open. */
const showsPage = (page) => page.locator('.rail [aria-current=page]').evaluate((link) => {
  const [tree, box] = [link.closest('.tree').getBoundingClientRect(), link.getBoundingClientRect()];
  return box.top >= tree.top && box.bottom <= tree.bottom;
});

const rail = async ({ report, windows, pages }) => {
  await windows.with('the rail, where styles come late', {}, async (page) => {
    await page.route('**/site.css', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      await route.continue();
    });
    await page.goto(windows.url(pages.main));
    report.expect('it is scrolled to the page', await showsPage(page));
  });
  await windows.with('the rail', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    report.expect('it is scrolled to the page', await showsPage(page));
    const ids = await page.evaluate(() => [...document.querySelectorAll('main section[id]')].map((section) => section.id));
    for (const id of ids) {
      if (await page.locator(`.rail a[href$="#${id}"]`).count() === 0) continue;
      await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: 'instant' }), id);
      const marked = (id) => [...document.querySelectorAll('.rail [aria-current=true]')].map((link) => link.hash).join() === `#${id}`;
      // The last sections are too short to come up to the line.
      const bottom = await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2);
      if (!bottom) report.expect(`${id} is marked in the rail`, await page.waitForFunction(marked, id, { timeout: 3000 }).catch(() => false));
    }
  });
  await windows.with('the rail on a phone', { viewport: PHONE }, async (page) => {
    await page.goto(windows.url(pages.main));
    report.equal('it is out of the way', await page.locator('.rail').isVisible(), false);
    await page.locator('[popovertarget=rail]').first().click();
    report.equal('a button shows it', await page.locator('.rail').isVisible(), true);
    await page.keyboard.press('Escape');
    report.equal('Escape closes it', await page.locator('.rail').isVisible(), false);
    await page.locator('[popovertarget=rail]').first().click();
    const link = page.locator('.rail a[href*="#"]:visible').first();
    const hash = await link.evaluate((element) => element.hash.slice(1));
    await link.click();
    report.equal('a link in it closes it', await page.locator('.rail').isVisible(), false);
    report.equal('and leads there', decodeURIComponent(new URL(page.url()).hash.slice(1)), decodeURIComponent(hash));
  });
};

const theme = async ({ report, windows, pages }) => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  for (const colorScheme of ['light', 'dark']) {
    await windows.with(`theme, the system is ${colorScheme}`, { colorScheme }, async (page) => {
      await page.goto(windows.url(pages.main));
      const system = await ground(page);
      const button = page.locator('button.theme:visible').first();
      report.equal('the button says which', await button.getAttribute('aria-pressed'), String(colorScheme === 'dark'));
      await button.click();
      const other = await ground(page);
      report.expect('it switches', other !== system, other);
      await page.reload();
      report.equal('it is kept', await ground(page), other);
      await page.emulateMedia({ colorScheme: colorScheme === 'dark' ? 'light' : 'dark' });
      report.equal('and overrides the system', await ground(page), other);
      await page.emulateMedia({ colorScheme });
      await page.locator('button.theme:visible').first().click();
      report.equal('back again', await ground(page), system);
      await page.emulateMedia({ colorScheme: colorScheme === 'dark' ? 'light' : 'dark' });
      report.equal('it follows the system again', await ground(page), other);
    });
  }
};

export default async (suite) => {
  await folds(suite);
  await lights(suite);
  await rail(suite);
  await theme(suite);
};
