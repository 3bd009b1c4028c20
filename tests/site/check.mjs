// The reference site in Chromium.
//
// Argument: a JSON file with `browser`, the program; `base`, where the site is served; `folder`, where its files are;
// `pages`, with `main` and `some`; `queries`; and `entries`, a JSON file of what search should have. Prints figures and how
// much holds, or all that does not.
import { readFileSync } from 'node:fs';
import { Report, Windows, launch } from './harness.mjs';
import index from './checks/index.mjs';
import language from './checks/language.mjs';
import places from './checks/places.mjs';
import reading from './checks/reading.mjs';
import search from './checks/search.mjs';

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const report = new Report();
const browser = await launch(config.browser);
try {
  const windows = new Windows(browser, report, config.base);
  for (const check of [index, language, search, places, reading]) {
    await check({ ...config, report, windows });
  }
} finally {
  await browser.close();
}
for (const finding of report.findings) console.log(`not so: ${finding}`);
console.log(`${report.held} expectations hold, ${report.findings.length} do not; ${JSON.stringify(report.figures)}`);
process.exitCode = report.findings.length > 0 ? 1 : 0;
