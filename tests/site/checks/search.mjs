// Search: what it finds, how it is used from the keyboard, and what it loads when.
import { PHONE } from '../harness.mjs';

const options = (page) => page.evaluate(() => [...document.querySelectorAll('[role=option]')].map((option) => ({
  name: option.querySelector('code').textContent,
  kind: option.querySelector('small').textContent,
  owner: option.querySelector('span').textContent,
  href: option.href,
})));

const ask = async (page, query) => {
  await page.getByRole('combobox').fill(query);
  // The second file is loaded when a third letter is typed.
  await page.waitForFunction(() => !document.querySelector('dialog [role=status]').textContent.startsWith('Searching')
    && (document.querySelector('[role=combobox]').value.length < 3 || globalThis.stripeReference.tiers[2]));
  return options(page);
};

const finds = async ({ report, windows, pages, queries }) => {
  await windows.with('search', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    const index = () => page.requests.filter((url) => url.includes('/search/')).map((url) => url.split('/search/')[1]);
    report.equal('nothing of search is loaded with the page', index(), []);
    const started = Date.now();
    await page.keyboard.press('/');
    const box = page.getByRole('combobox');
    await box.waitFor();
    report.equal('the box has the focus', await box.evaluate((input) => input === document.activeElement), true);
    await page.keyboard.type('re');
    await page.getByRole('option').first().waitFor();
    report.figures.firstResult = Date.now() - started;
    report.equal('two letters load the first file', index(), ['rank.js', 'dialog.js', 'dialog.css', '1.js']);
    report.equal('/ does not end up in the box', await box.inputValue(), 're');
    const third = Date.now();
    await page.keyboard.type('f');
    await page.waitForFunction(() => globalThis.stripeReference.tiers[2]);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    report.figures.firstOfAll = Date.now() - third;
    report.equal('three letters load the second file', index().at(-1), '2.js');

    for (const { query, first, among = [] } of queries) {
      const time = Date.now();
      const found = await ask(page, query);
      report.figures.slowestQuery = Math.max(report.figures.slowestQuery ?? 0, Date.now() - time);
      const is = (wanted) => (option) => option.name === wanted.name && option.kind === wanted.kind && option.owner.includes(wanted.owner);
      report.expect(`"${query}" finds ${JSON.stringify(first)} first`, found[0] && is(first)(found[0]), found.slice(0, 3));
      for (const wanted of among) report.expect(`"${query}" finds ${JSON.stringify(wanted)} too`, found.slice(0, 8).some(is(wanted)), found.slice(0, 8));
    }
    report.equal('nothing is found where nothing is', (await ask(page, 'refund qqqq')).length, 0);
    report.expect('and it says so', (await page.locator('dialog [role=status]').textContent()).startsWith('Nothing'));
  });
};

/** Each of the first results leads to an element that is then in the window. */
const leads = async ({ report, windows, pages, queries }, viewport) => {
  for (const { query } of queries) {
    await windows.with(`"${query}" at ${viewport.width}`, { viewport }, async (page) => {
      await page.goto(windows.url(pages.some.at(-1)));
      await page.keyboard.press('/');
      await page.getByRole('combobox').waitFor();
      const [first, second] = await ask(page, query);
      const wanted = second ?? first;
      if (second) await page.keyboard.press('ArrowDown');
      const box = page.getByRole('combobox');
      const active = await box.getAttribute('aria-activedescendant');
      report.equal('the chosen one is named', await page.locator('[role=option][aria-selected=true]').getAttribute('id'), active);
      await page.keyboard.press('Enter');
      await page.waitForURL(wanted.href);
      await page.waitForFunction(() => !document.querySelector('dialog[open]'));
      const hash = decodeURIComponent(new URL(wanted.href).hash.slice(1));
      const inWindow = (id) => {
        const box = document.getElementById(id)?.getBoundingClientRect();
        return Boolean(box && box.width > 0 && box.top > -5 && box.top < innerHeight);
      };
      await page.waitForFunction(inWindow, hash, { timeout: 3000 }).catch(() => {});
      report.expect(`${hash} is in the window`, await page.evaluate(inWindow, hash));
    });
  }
};

const closes = async ({ report, windows, pages }) => {
  await windows.with('closing search', {}, async (page) => {
    await page.goto(windows.url(pages.main));
    const button = page.locator('button.search:visible').first();
    await button.click();
    const box = page.getByRole('combobox');
    await box.waitFor();
    await ask(page, 'refund');
    report.equal('the list is open', await box.getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('ArrowUp');
    report.expect('up from the first is the last', await page.evaluate(() => document.querySelector('[role=listbox]').lastChild.ariaSelected === 'true'));
    await page.keyboard.press('Escape');
    report.equal('Escape closes', await page.locator('dialog[open]').count(), 0);
    report.equal('the focus returns', await button.evaluate((element) => element === document.activeElement), true);
    await page.keyboard.press('Control+k');
    await box.waitFor();
    report.equal('the query is kept, to be typed over', await page.evaluate(() => getSelection().toString()), 'refund');
    await page.mouse.click(5, 5);
    report.equal('a click beside it closes', await page.locator('dialog[open]').count(), 0);
  });
};

export default async (suite) => {
  await finds(suite);
  await closes(suite);
  await leads(suite, { width: 1440, height: 1000 });
  await leads({ ...suite, queries: suite.queries.slice(0, 1) }, PHONE);
};
