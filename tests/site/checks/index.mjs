// The index, read by the page's own script but without a page: it has what the generator wrote.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

export default async ({ report, folder, entries }) => {
  report.context = 'index';
  const sandbox = vm.createContext({ stripeReference: { tiers: [] } });
  const run = (name) => vm.runInContext(readFileSync(fileURLToPath(new URL(`search/${name}.js`, folder)), 'utf8'), sandbox);
  for (const name of ['rank', '1', '2']) run(name);
  const { ranking, tiers } = sandbox.stripeReference;
  const found = [1, 2].flatMap((tier) => [...ranking.decode(tiers[tier])]);
  const cells = ({ kind, rust, wire, path, method, page, anchor, summary }) => [kind, rust, wire, path, method || '', page, anchor, summary || ''];
  const wanted = JSON.parse(readFileSync(entries, 'utf8'));
  report.equal('it is as long', found.length, wanted.length);
  const other = found.findIndex((entry, at) => JSON.stringify(cells(entry)) !== JSON.stringify(wanted[at]));
  report.expect('it is the same', other < 0, other < 0 ? '' : [cells(found[other]), wanted[other]]);
};
