import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { trimmed, type Values } from './values.ts';

/** Seasons a model needs to tell the shape of one from chance. */
const SEASONS_NEEDED = 3;

/**
 * The next `horizon` values by MSTL: the seasonal shape by loess (STL: Cleveland, Cleveland, McRae & Terpenning 1990;
 * MSTL: Bandara, Hyndman & Bergmeir 2021), the rest by exponential smoothing, chosen by AICc (ETS: Hyndman, Koehler, Ord
 * & Snyder 2008). Under three seasons, or with season 1, exponential smoothing alone. Fitted to logarithms where all values
 * are above 0, because a label grows by parts, not by plays a day; days that are not known are interpolated for the fit.
 * @returns null where the library finds no model.
 */
export function seasonalModel(values: Values, season: number, horizon: number): number[] | null {
  const { values: told, after } = trimmed(values);
  const positive = told.every((value) => value === null || value > 0);
  const fitted = told.map((value) => (value === null ? Number.NaN : positive ? Math.log(value) : value));
  // What is missing at the end is forecast too, and left out.
  const point = predict(fitted, season, after + horizon)?.slice(after);
  if (!point?.every(Number.isFinite)) return null;
  return point.map((value) => (positive ? Math.exp(value) : Math.max(0, value)));
}

function predict(values: number[], season: number, horizon: number): number[] | null {
  const { MSTL, AutoETS } = library();
  const seasonal = season > 1 && values.length >= SEASONS_NEEDED * season;
  const model = seasonal ? MSTL.ets([season], { impute: true }) : new AutoETS(1, 'ZZN');
  try {
    model.fit(seasonal ? values : filled(values));
    return model.predict(horizon).point;
  } catch {
    // "no model found", "not enough data": the library has no other way to say so.
    return null;
  } finally {
    model.free();
  }
}

/** Holes on the straight line between their neighbours, as MSTL's own imputer does. */
function filled(values: readonly number[]): number[] {
  const out = [...values];
  for (let at = 1; at < out.length; at++) {
    if (!Number.isNaN(out[at])) continue;
    const next = out.findIndex((value, index) => index > at && !Number.isNaN(value));
    const before = out[at - 1] as number;
    out[at] = before + ((out[next] as number) - before) / (next - at + 1);
  }
  return out;
}

interface Library {
  MSTL: typeof import('@bsull/augurs/mstl').MSTL;
  AutoETS: typeof import('@bsull/augurs/ets').AutoETS;
}

let loaded: Library | undefined;

/** Two WebAssembly modules of 150 kB, read when the first forecast is asked for. Commands answer without waiting, so this waits. */
function library(): Library {
  if (loaded) return loaded;
  const require = createRequire(import.meta.url);
  const mstl = require('@bsull/augurs/mstl') as typeof import('@bsull/augurs/mstl');
  const ets = require('@bsull/augurs/ets') as typeof import('@bsull/augurs/ets');
  const bytes = (name: string): Buffer =>
    readFileSync(require.resolve(`@bsull/augurs/${name}`).replace(/\.js$/, '_bg.wasm'));
  mstl.initSync({ module: bytes('mstl') });
  ets.initSync({ module: bytes('ets') });
  loaded = { MSTL: mstl.MSTL, AutoETS: ets.AutoETS };
  return loaded;
}
