// Pages in Chromium, watched: whatever a page says in its console, fails to load or asks of another host is a finding.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

export const DESKTOP = { width: 1440, height: 1000 };
export const PHONE = { width: 360, height: 740 };

const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'];

/** Where a program is, which Playwright does not look for. */
const located = (program) => {
  const places = program.includes('/') ? [program] : process.env.PATH.split(delimiter).map((folder) => join(folder, program));
  return places.find((place) => existsSync(place)) ?? program;
};

/** A browser of its own: Playwright makes a new profile for each. */
export const launch = (program) => chromium.launch({ executablePath: located(program), headless: true, args: FLAGS });

/** Collects what does not hold, so that one run shows all of it. */
export class Report {
  constructor() {
    this.findings = [];
    this.held = 0;
    this.figures = {};
    this.context = '';
  }

  expect(what, holds, seen = '') {
    if (holds) this.held++;
    else this.findings.push(`${this.context}: ${what}${seen === '' ? '' : ` (${typeof seen === 'string' ? seen : JSON.stringify(seen)})`}`);
    return Boolean(holds);
  }

  equal(what, seen, wanted) {
    const [a, b] = [seen, wanted].map((value) => JSON.stringify(value));
    return this.expect(what, a === b, `${a}, not ${b}`);
  }
}

/** Opens windows on one site, each with storage of its own. */
export class Windows {
  constructor(browser, report, base) {
    Object.assign(this, { browser, report, base });
  }

  /** Runs `use` with a page of a new window, and reports what the page did that it should not. */
  async with(context, options, use) {
    const before = this.report.context;
    this.report.context = context;
    const window = await this.browser.newContext({ viewport: DESKTOP, colorScheme: 'light', ...options });
    try {
      await window.addInitScript(() => {
        // Also those that follow a click, which the usual measure leaves out.
        globalThis.shifts = [];
        const name = (node) => node?.nodeName && `${node.nodeName} ${node.className ?? ''} ${node.id ?? node.textContent}`;
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            // The words of a line of code make room for each other; that is what switching is for.
            const moved = sources.filter(({ node }) => !node?.parentElement?.closest('pre'));
            if (moved.length > 0) globalThis.shifts.push({ value, moved: moved.map(({ node }) => name(node)) });
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      const page = await window.newPage();
      this.watch(page);
      await use(page, window);
    } catch (error) {
      this.report.expect('no exception', false, String(error.stack ?? error).slice(0, 1200));
    } finally {
      await window.close();
      this.report.context = before;
    }
  }

  watch(page) {
    const { report, base } = this;
    page.requests = [];
    page.on('console', (message) => report.expect('nothing in the console', false, message.text()));
    page.on('pageerror', (error) => report.expect('no error of a script', false, String(error)));
    page.on('requestfailed', (request) => report.expect('all requests succeed', false, request.url()));
    page.on('response', (response) => report.expect('all files exist', response.status() < 400, `${response.status()} ${response.url()}`));
    page.on('request', (request) => {
      page.requests.push(request.url());
      const own = request.url().startsWith(base) || request.url().startsWith('data:');
      report.expect('no request to elsewhere', own, request.url());
    });
  }

  url(page) {
    return new URL(page, this.base).href;
  }
}

/** What moved since the last call: nothing, if a page is well made. */
export const shifts = (page) => page.evaluate(() => new Promise((resolve) => {
  // Two frames later, what was moved was painted and reported.
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.shifts.splice(0)), 50)));
}));

export const lang = (page) => page.evaluate(() => document.documentElement.dataset.lang);
