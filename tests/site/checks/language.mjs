// Language tabs: they switch everywhere, nothing moves, and the choice is kept.
import { PHONE, lang, shifts } from '../harness.mjs';

/** What each pane shows, and what its tabs say. */
const panes = (page) => page.evaluate(() => {
  const seen = (element) => element.checkVisibility();
  return [...document.querySelectorAll('.code:has(pre.curl)')].map((pane) => ({
    selected: [...pane.querySelectorAll('[role=tab][aria-selected=true]')].map((tab) => tab.dataset.tab).join(),
    reachable: [...pane.querySelectorAll('[role=tab]')].filter((tab) => tab.tabIndex === 0).length,
    tabs: pane.querySelectorAll('[role=tablist] > [role=tab]').length,
    curl: seen(pane.querySelector('pre.curl')),
    rust: seen(pane.querySelector('pre.rust')),
    as: [...pane.querySelectorAll('.as')].filter(seen).length,
    bl: [...pane.querySelectorAll('.bl')].filter(seen).length,
    panels: [...pane.querySelectorAll('[role=tab]')].every((tab) => document.getElementById(tab.getAttribute('aria-controls'))?.role === 'tabpanel'),
  }));
});

const shows = async (report, page, language) => {
  const found = await panes(page);
  report.expect('there are panes', found.length > 0);
  const right = (pane) => pane.selected === language && pane.tabs === 3 && pane.reachable === 1
    && pane.curl === (language === 'curl') && pane.rust === (language !== 'curl')
    && (pane.as > 0) === (language === 'async') && (pane.bl > 0) === (language === 'blocking') && pane.panels;
  report.equal(`all panes show ${language}`, found.filter((pane) => !right(pane)).slice(0, 1), []);
};

const switches = async ({ report, windows, pages }, viewport) => {
  await windows.with(`language at ${viewport.width}`, { viewport, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.goto(windows.url(pages.main));
    report.equal('no shift while the page loads', await shifts(page), []);
    await shows(report, page, 'async');

    const second = page.locator('[role=tablist]').nth(1);
    await second.scrollIntoViewIfNeeded();
    await shifts(page);
    const top = () => page.evaluate(() => scrollY);
    const before = await top();
    await second.getByRole('tab', { name: 'Rust blocking' }).click();
    await shows(report, page, 'blocking');
    await page.keyboard.press('ArrowRight');
    await shows(report, page, 'curl');
    report.equal('focus is on the tab', await page.evaluate(() => document.activeElement.dataset.tab), 'curl');
    await page.keyboard.press('ArrowRight');
    await shows(report, page, 'async');
    await page.keyboard.press('ArrowLeft');
    await shows(report, page, 'curl');
    await page.keyboard.press('Home');
    await shows(report, page, 'async');
    await page.keyboard.press('End');
    await shows(report, page, 'curl');
    report.equal('no shift while tabs switch', await shifts(page), []);
    report.equal('the page does not scroll', await top(), before);

    await page.reload();
    report.equal('no shift after a reload', await shifts(page), []);
    await shows(report, page, 'curl');
    for (const other of pages.some.filter((name) => name !== pages.main).slice(0, 2)) {
      await page.goto(windows.url(other));
      report.equal(`${other} keeps the language`, await lang(page), 'curl');
    }
  });
};

const copies = async ({ report, windows, pages }) => {
  await windows.with('copying', { permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await page.goto(windows.url(pages.main));
    const pane = page.locator('.code:has(pre.curl)').first();
    for (const [name, has, not] of [['Rust async', '.await', 'blocking'], ['Rust blocking', 'blocking', '.await'], ['curl', 'curl ', 'await']]) {
      await pane.getByRole('tab', { name }).click();
      await pane.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
      const text = await page.evaluate(() => navigator.clipboard.readText());
      report.expect(`${name} is copied`, text.includes(has) && !text.includes(not) && text === text.trim(), text);
      await page.waitForFunction(() => ![...document.querySelectorAll('button.copy')].some((button) => button.textContent === 'Copied'));
    }
  });
};

const elsewhere = async ({ report, windows, pages }) => {
  await windows.with('another tab of the browser', {}, async (page, window) => {
    await page.goto(windows.url(pages.main));
    const other = await window.newPage();
    windows.watch(other);
    await other.goto(windows.url(pages.main));
    await other.getByRole('tab', { name: 'curl' }).first().click();
    await page.waitForFunction(() => document.documentElement.dataset.lang === 'curl');
    await shows(report, page, 'curl');
  });
};

export default async (suite) => {
  await switches(suite, { width: 1440, height: 1000 });
  await switches(suite, { width: 900, height: 1000 });
  await switches(suite, PHONE);
  await copies(suite);
  await elsewhere(suite);
};
