import { discover, type TestFamily } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { note, print, printJson } from '../render/output.ts';
import { type Column, renderTable } from '../render/table.ts';
import { formatCount, formatNumber } from '../render/units.ts';
import { withStore } from '../session.ts';

const NOTHING =
  'Nothing was tested: no estimate of this sweep is a p-value. Quantities whose names end in -p are, such as jarque-bera-marginal-p of probe gaussianity.';

/** @throws UsageError if it is no share between 0 and 1. */
export function readLevel(text: string): number {
  const level = text.trim() === '' ? Number.NaN : Number(text);
  if (level > 0 && level < 1) return level;
  throw new UsageError(`SPEC_RANGE: --level must be a number between 0 and 1, got "${text}".`);
}

const count = (title: string, of: (family: TestFamily) => number): Column<TestFamily> => ({
  title,
  align: 'right',
  text: (family) => formatCount(of(family)),
});

const columns: readonly Column<TestFamily>[] = [
  { title: 'quantity', text: ({ quantity }) => quantity },
  count('tests', ({ tests }) => tests),
  count('Benjamini–Hochberg', (family) => family.benjaminiHochberg),
  count('Benjamini–Yekutieli', (family) => family.benjaminiYekutieli),
];

/** What the counts promise, in words. */
export function describeLevel(families: readonly TestFamily[], level: number): string {
  const found = families.reduce((sum, family) => sum + family.benjaminiHochberg, 0);
  const percent = `${formatNumber(100 * level, 2)} %`;
  const expected =
    found === 0
      ? 'No test is rejected.'
      : `Of the ${formatCount(found)} rejected by Benjamini–Hochberg at most about ${formatNumber(level * found, 2)} are expected to be false.`;
  return `${expected} Each quantity is a family of its own, in which on average at most ${percent} of what is rejected is so by chance: by Benjamini–Hochberg where tests are independent or positively dependent, by Benjamini–Yekutieli always.`;
}

interface Options {
  readonly level: string;
  readonly json?: boolean;
}

async function discoveries(context: Context, name: string, options: Options): Promise<void> {
  const level = readLevel(options.level);
  await withStore(context, async (store) => {
    const families = await discover(store, await findSweep(store, name), level);
    if (options.json) for (const family of families) printJson({ ...family, level });
    else if (families.length > 0) print(renderTable(columns, families));
    if (families.length === 0) note(NOTHING);
    else
      note(
        `${describeLevel(families, level)}\nAdjusted p-values are stored, one a test: view widthwise.discoveries.`,
      );
  });
}

export function addDiscoveries(program: Command, context: Context): void {
  program
    .command('discoveries')
    .description('which of the many tests of a sweep still reject when their number is taken into account')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--level <share>', 'share of false ones among what is rejected, on average', '0.05')
    .option('--json', 'one JSON object per quantity')
    .action((name: string, options: Options) => discoveries(context, name, options));
}
