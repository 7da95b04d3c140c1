import { runSql, type SqlResult } from '@widthwise/store';

/** A stored number at one grid point and layer. */
export interface Measurement {
  readonly sigmaW: number;
  readonly layer: number;
  readonly quantity: string;
  readonly value: number;
  readonly standardError: number;
  readonly prediction: number | undefined;
}

/** How the comparisons of one quantity with theory came out. */
export interface ResidualCounts {
  readonly quantity: string;
  readonly theory: string;
  readonly comparisons: number;
  readonly within2: number;
  readonly within3: number;
  readonly within4: number;
}

/** All that the report shows, as stored. */
export interface Measurements {
  readonly decorrelations: readonly Measurement[];
  readonly firstLengths: readonly Measurement[];
  readonly plateaus: readonly Measurement[];
  readonly kurtoses: readonly Measurement[];
  readonly residuals: readonly ResidualCounts[];
}

export const KURTOSIS_LAYERS = [2, 5, 10, 20, 40, 70] as const;

const numberOf = (value: SqlResult['rows'][number][number] | undefined): number | undefined =>
  value === null || value === undefined ? undefined : Number(value);

function toMeasurements({ rows }: SqlResult): Measurement[] {
  return rows.flatMap(([sigmaW, layer, quantity, value, standardError, prediction]) =>
    value === null
      ? []
      : [
          {
            sigmaW: Number(sigmaW),
            layer: Number(layer),
            quantity: String(quantity),
            value: Number(value),
            standardError: numberOf(standardError) ?? 0,
            prediction: numberOf(prediction),
          },
        ],
  );
}

/** Reads what the report shows through the views, as anybody could. `sweepId` is a hash, so it may stand in the text. */
export async function readMeasurements(
  sqlboxUrl: string,
  sweepId: string,
  depth: number,
): Promise<Measurements> {
  const select = async (view: string, where: string): Promise<Measurement[]> =>
    toMeasurements(
      await runSql(
        sqlboxUrl,
        `select sigma_w, layer, quantity, value, standard_error, prediction from widthwise.${view} where sweep_id = '${sweepId}' and ${where} order by sigma_w, layer`,
      ),
    );
  const decorrelations = await select(
    'correlation_map',
    `quantity = 'decorrelation' and input_a = 1 and input_b = 2`,
  );
  const firstLengths = await select('length_map', `layer = 1 and input_a = 1`);
  const plateaus = await select(
    'relative_entropy_trajectories',
    `quantity = 'relative-entropy' and layer = ${depth}`,
  );
  const kurtoses = await select(
    'gaussianity',
    `quantity = 'excess-kurtosis-conditional' and input_a = 1 and layer in (${KURTOSIS_LAYERS.join(', ')})`,
  );
  const counts = await runSql(
    sqlboxUrl,
    `select quantity, theory, count(*) as comparisons, ${[2, 3, 4].map((k) => `count(*) filter (where abs(residual) <= ${k}) as within${k}`).join(', ')}
       from widthwise.theory_residuals where sweep_id = '${sweepId}' and is_preferred and residual is not null
      group by quantity, theory order by quantity, theory`,
  );
  const residuals = counts.rows.map(([quantity, theory, comparisons, within2, within3, within4]) => ({
    quantity: String(quantity),
    theory: String(theory),
    comparisons: Number(comparisons),
    within2: Number(within2),
    within3: Number(within3),
    within4: Number(within4),
  }));
  return { decorrelations, firstLengths, plateaus, kurtoses, residuals };
}
