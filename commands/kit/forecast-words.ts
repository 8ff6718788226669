import { addDays, addMonths, type Day } from '../../core/days.ts';
import type { Forecast, Refusal } from '../../warehouse/analysis/forecast.ts';
import { formatValue } from '../view/format.ts';
import type { Figure } from './answer.ts';
import type { Asked } from './ask.ts';

type Grain = 'day' | 'month';

const percent = (value: number | null): string => formatValue(value, 'percent');

/** What stands in the place of the season before: the same weekday, or the newest month. */
const naiveName = (grain: Grain, season: 1 | 7 | 12): string =>
  grain === 'day'
    ? 'the same weekday of the week before'
    : season === 12
      ? 'the same month of the year before'
      : 'the month before';

const modelName = (season: number): string => (season === 1 ? 'exponential smoothing' : 'a seasonal model');

/** Which of the two was taken, and why. */
export function whichModel({ by, errors, season }: Forecast, grain: Grain): string {
  const naive = naiveName(grain, season as 1 | 7 | 12);
  const [model, other] = [percent(errors.model?.wape ?? null), percent(errors.naive?.wape ?? null)];
  if (by === 'model')
    return `By ${modelName(season)}: in the backtest it was ${model} off, ${naive} ${other}.`;
  return errors.model === null
    ? `By ${naive}: no model could be fitted.`
    : `By ${naive}: in the backtest that was ${other} off, and ${modelName(season)} ${model}.`;
}

/** How far both were off, and what the interval held. */
export function errorFigures(
  { by, errors, coverage, level, season }: Forecast,
  { unit, format, grain }: Pick<Figure, 'unit' | 'format'> & { grain: Grain },
): Figure[] {
  const figure = (key: 'model' | 'naive', label: string): Figure => {
    const of = errors[key];
    const told = of
      ? `On average ${formatValue(format === 'money' ? of.mae.toFixed(2) : Math.round(of.mae), format, unit)} a ${grain}${of.mase === null ? '' : `; MASE ${formatValue(of.mase, 'ratio')}`}.`
      : 'Not known: it could not be tried.';
    return {
      key: `error_${key}`,
      label: `${label}${by === key ? ' (taken)' : ''}`,
      value: of?.wape ?? null,
      unit: '%',
      format: 'percent',
      note: told,
    };
  };
  return [
    figure('model', `Backtest error, ${modelName(season).replace(/^a /, '')}`),
    figure('naive', `Backtest error, ${naiveName(grain, season as 1 | 7 | 12)}`),
    {
      key: 'coverage',
      label: 'Backtest values the interval held',
      value: coverage.values,
      unit: '%',
      format: 'percent',
      note: `${percent(level)} is meant. Of totals it held ${percent(coverage.total)}. The interval of each try was made from the others.`,
    },
  ];
}

/** No forecast: what is missing, and what could be asked instead. */
export function refusalFigure(
  { has, needs, furthest }: Refusal,
  {
    before,
    horizon,
    grain,
    today,
  }: { before: Pick<Asked, 'metric' | 'result'>; horizon: number; grain: Grain; today: Day },
): Figure {
  const { metric, result } = before;
  const missing = needs - has;
  const when = grain === 'day' ? addDays(today, missing) : addMonths(today.slice(0, 7), missing);
  const why =
    has === 0
      ? `Not known: no complete ${grain} is known yet.`
      : missing > 0
        ? `Not known: the history is too short. It has ${has} ${grain}s, and ${horizon} ${grain}s ahead need ${needs}, to try the method on the past first. ${
            furthest > 0
              ? `A horizon of ${furthest} can be told now.`
              : `${grain === 'day' ? 'On' : 'In'} ${when} there are enough.`
          }`
        : `Not known: too much of the history is missing (${has} ${grain}s are known).`;
  return {
    key: 'forecast',
    label: `${metric.label}, the next ${horizon} ${grain}s`,
    value: null,
    unit: result.unit,
    format: metric.format,
    kind: result.kind,
    note: why,
  };
}
