import { fitWidths, type WidthPoint } from '@widthwise/stats';
import type { Store } from '../client.ts';
import { collapseSweep } from './collapse-sweep.ts';
import { type FitFilter, listQuantities, loadWidthSeries, type WidthSeries } from './load-width-series.ts';
import { type FittedSeries, saveFits } from './save-fits.ts';

/** The theory of a series if it is the same at every width. */
function theoryOf({ theories }: WidthSeries): string | undefined {
  const [theory] = theories;
  return theories.every((other) => other === theory) ? (theory ?? undefined) : undefined;
}

function fitSeries(series: WidthSeries): FittedSeries {
  const theory = theoryOf(series);
  const knowsWidth = theory === 'first-order' || theory === 'exact';
  const points = series.widths.map((width, index): WidthPoint => {
    const prediction = knowsWidth ? (series.predictions[index] ?? null) : null;
    return {
      width,
      value: series.values[index]!,
      standardError: series.standardErrors[index]!,
      ...(prediction === null ? {} : { prediction }),
    };
  });
  const fits = fitWidths(points);
  const [limit = null] = series.predictions;
  if (theory === undefined || knowsWidth || limit === null) return { series, theory, fits };
  // Theory at infinite width says what a is, and nothing of b.
  return { series, theory, fits: fits.map((fit) => ({ ...fit, prediction: Float64Array.of(limit) })) };
}

/**
 * Fits every quantity of a sweep against width, and compares it at equal ratios of layer to width, from the estimates stored at this
 * moment; replaces the fits that the filter admits.
 *
 * @returns how many series were fitted; 0 where nothing has three widths alike in all else.
 */
export async function fitSweep(store: Store, sweepId: string, filter: FitFilter): Promise<number> {
  const quantities = filter.quantity === undefined ? await listQuantities(store, sweepId) : [filter.quantity];
  let count = 0;
  for (const quantity of quantities) {
    const request = { ...filter, quantity };
    const fitted = (await loadWidthSeries(store, sweepId, request))
      .map(fitSeries)
      .filter(({ fits }) => fits.length > 0);
    await saveFits(store, sweepId, { ...request, fitted });
    count += fitted.length;
    await collapseSweep(store, sweepId, request);
  }
  return count;
}
