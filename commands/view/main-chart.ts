import type { Answer, Chart } from '../kit/answer.ts';

/** What the one picture of an answer shows: its chart, or of an answer in parts the first chart there is. */
export const mainChart = ({ chart, parts }: Pick<Answer, 'chart' | 'parts'>): Chart | undefined =>
  chart ?? parts?.find((part) => part.chart)?.chart;
