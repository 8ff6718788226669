import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import {
  bySource,
  QUALITY_DIMENSIONS,
  type QualityResult,
  type QualityScore,
  scoreOverall,
  scoreSource,
  WEIGHTS,
} from '../warehouse/kit/quality.ts';
import { CHECKS, type CheckDefinition } from '../warehouse/kit/quality-checks.ts';
import { readPolicies, readSources } from '../warehouse/ops/policies.ts';
import { newestQuality } from '../warehouse/ops/quality.ts';
import { seesMoney } from './kit/access.ts';
import type { Answer, Figure, Table } from './kit/answer.ts';
import { compose, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';
import { operationsFigures } from './kit/operations.ts';
import * as shared from './kit/params.ts';
import { qualityChart } from './kit/quality-chart.ts';

/** Checks that did not pass whole whose examples and remedy are told in words. */
const TOLD = 5;

export default defineCommand({
  name: 'quality',
  group: 'data',
  tool: 'data_quality',
  summary: 'How far the data can be trusted: a score and band per source, and the worst checks.',
  when: 'Use it when asked whether the data is complete or right; for age alone take data_freshness.',
  access: 'numbers',
  params: z.strictObject({
    source: z.string().trim().optional().describe('Only this source or platform, e.g. spotify.'),
    limit: shared.limit(20),
  }),

  answer({ source, limit }, context) {
    const newest = newestQuality(context.ops);
    const names = namesOf(context);
    const all = newest?.results ?? [];
    const results = source === undefined ? all : resultsOf(all, source, names);
    const scores = [...bySource(results)].flatMap(([name, own]) => {
      const score = scoreSource(own);
      return score ? [{ name, score }] : [];
    });
    const overall = scoreOverall(scores.map(({ score }) => score));
    const worst = worstFirst(results);
    const failing = worst.filter(({ passed, total }) => passed < total).slice(0, TOLD);
    const open = seesMoney(context.role);
    return compose(context, 'quality', {
      title: source === undefined ? 'Quality of the data' : `Quality of ${titleOf(scores, source, names)}`,
      subtitle: newest ? `checked ${newest.at.slice(0, 10)}, by run ${newest.runId}` : 'not checked yet',
      figures: [
        ...figuresOf(
          overall,
          scores.map(({ score }) => score),
        ),
        ...operationsFigures(context, ['quality_pass_rate'], feedsOf(source, results, names)),
      ],
      table: tableOf(worst, names, limit),
      chart: qualityChart(context.ops, source === undefined ? null : new Set(scores.map(({ name }) => name))),
      details: [
        ...failing.map((result) => ({
          title: `${names.get(result.source)?.label ?? result.source}: ${definitionOf(result).label}`,
          text: sayFailing(result, open),
        })),
        ...(scores.length > 0 ? [{ title: 'Scores', text: sayScores(scores, names) }] : []),
      ],
      asked: [],
      sources: newest
        ? scores.map(({ name }) => name).filter((name) => names.get(name)?.hasRhythm)
        : readPolicies(context.ops).map((policy) => policy.source),
      money: open && failing.some(({ detail }) => detail.money?.length),
      notes: newest
        ? [`The score is ${WEIGHED}; a dimension without anything to check leaves its weight to the others.`]
        : ['The data was not checked yet. "bedrot run" checks it.'],
    });
  },
});

const WEIGHED = QUALITY_DIMENSIONS.map((name) => `${Math.round(WEIGHTS[name] * 100)} % ${name}`).join(', ');

const definitionOf = ({ check }: QualityResult): CheckDefinition =>
  (CHECKS as Record<string, CheckDefinition>)[check] ?? {
    dimension: 'validity',
    label: check,
    counts: '',
    means: '',
    todo: '',
  };

interface Name {
  label: string;
  platform: string;
  hasRhythm: boolean;
  isFeed: boolean;
}

/** Feeds and platforms by name, as people call them. */
function namesOf({ ops }: Context): Map<string, Name> {
  const sources = readSources(ops);
  return new Map<string, Name>([
    ...sources.map(
      ({ platform, platformLabel }) =>
        [platform, { label: platformLabel, platform, hasRhythm: false, isFeed: false }] as const,
    ),
    ...sources.map(
      ({ source, label, platform, cadence }) =>
        [source, { label, platform, hasRhythm: cadence !== null, isFeed: true }] as const,
    ),
  ]);
}

/** What never delivered stands under its platform, and has no rows. */
const feedsOf = (
  source: string | undefined,
  results: readonly QualityResult[],
  names: ReadonlyMap<string, Name>,
): { feed?: string[] } => {
  if (source === undefined) return {};
  const feeds = unique(results.map((result) => result.source)).filter((name) => names.get(name)?.isFeed);
  return feeds.length === 0 ? {} : { feed: feeds };
};

/** @throws BedrotError naming the sources there are results of. */
function resultsOf(
  all: readonly QualityResult[],
  source: string,
  names: ReadonlyMap<string, Name>,
): QualityResult[] {
  const wanted = source.toLowerCase();
  const found = all.filter((result) => {
    const name = names.get(result.source);
    return (
      result.source === wanted ||
      name?.platform === wanted ||
      name?.label.toLowerCase().includes(wanted) === true
    );
  });
  if (found.length > 0) return found;
  throw new BedrotError('bad_question', noSuch('source', source, [...bySource(all).keys()]));
}

function titleOf(
  scores: readonly { name: string }[],
  source: string,
  names: ReadonlyMap<string, Name>,
): string {
  const [only] = scores;
  return scores.length === 1 && only ? (names.get(only.name)?.label ?? only.name) : source;
}

function figuresOf(overall: QualityScore | null, scores: readonly QualityScore[]): Figure[] {
  const fraction = (value: number | null | undefined): number | null => value ?? null;
  return [
    {
      key: 'score',
      label: 'Score',
      value: overall ? overall.score / 100 : null,
      unit: '%',
      format: 'percent',
      note: overall ? overall.band : 'Not checked yet: "bedrot run" checks the data.',
    },
    ...QUALITY_DIMENSIONS.map(
      (name): Figure => ({
        key: name,
        label: name.charAt(0).toUpperCase() + name.slice(1),
        value: fraction(overall?.dimensions[name]),
        unit: '%',
        format: 'percent',
      }),
    ),
    ...(['healthy', 'warning', 'critical', 'failed'] as const).map(
      (band): Figure => ({
        key: band,
        label: band.charAt(0).toUpperCase() + band.slice(1),
        value: scores.filter((score) => score.band === band).length,
        unit: 'sources',
        format: 'count',
      }),
    ),
  ];
}

/** By what a check takes from the score. What never delivered comes first. */
function worstFirst(results: readonly QualityResult[]): QualityResult[] {
  const loss = ({ check, dimension, passed, total }: QualityResult): number =>
    (check === 'delivered' ? 1 : 0) + WEIGHTS[dimension] * (1 - passed / total);
  return results.toSorted(
    (a, b) => loss(b) - loss(a) || compare(a.source, b.source) || compare(a.check, b.check),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function tableOf(worst: readonly QualityResult[], names: ReadonlyMap<string, Name>, limit: number): Table {
  return {
    columns: [
      { key: 'source', label: 'Source', format: 'text' },
      { key: 'check', label: 'Check', format: 'text' },
      { key: 'passed', label: 'Passed', format: 'count' },
      { key: 'total', label: 'Of', format: 'count' },
      { key: 'counts', label: 'What', format: 'text' },
      { key: 'share', label: 'Share', format: 'percent', unit: '%' },
      { key: 'dimension', label: 'Dimension', format: 'text' },
    ],
    rows: worst
      .slice(0, limit)
      .map((result) => [
        names.get(result.source)?.label ?? result.source,
        definitionOf(result).label,
        result.passed,
        result.total,
        definitionOf(result).counts,
        result.passed / result.total,
        result.dimension,
      ]),
    total_rows: worst.length,
    truncated: worst.length > limit,
  };
}

function sayFailing(result: QualityResult, money: boolean): string {
  const { counts, means, todo } = definitionOf(result);
  const { examples = [], money: amounts = [] } = result.detail;
  return [
    `${result.passed} of ${result.total} ${counts} pass. ${means}`,
    ...examples.map((one) => `- ${one}`),
    ...(money ? amounts.map((one) => `- ${one}`) : []),
    `What to do: ${todo}`,
  ].join('\n');
}

const sayScores = (
  scores: readonly { name: string; score: QualityScore }[],
  names: ReadonlyMap<string, Name>,
): NonNullable<Answer['details']>[number]['text'] =>
  scores
    .toSorted((a, b) => a.score.score - b.score.score || compare(a.name, b.name))
    .map(({ name, score }) => `${names.get(name)?.label ?? name}: ${score.score.toFixed(1)} %, ${score.band}`)
    .join('\n');
