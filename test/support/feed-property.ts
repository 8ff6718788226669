import type { FileReport } from '../../pipeline/kit/report.ts';
import { random } from '../../sandbox/label/random.ts';
import { factsByFeed } from './facts.ts';
import { type FeedCase, type Forbidden, shuffled, type Variant, variantOf } from './feed-cases.ts';
import { fastFolder } from './house.ts';
import { LABEL, type TestLake, testLake } from './import.ts';

/** What a case comes to as the one file it is. */
interface Truth {
  facts: readonly string[];
  report: FileReport;
}

export const nameOf = ({ feed, name }: FeedCase): string => `${feed.name}/${name}`;

/** Brings cases otherwise and compares them with the one file each is. What a case comes to is found out once. */
export class FeedProperty {
  private readonly truths = new Map<FeedCase, Truth>();
  private readonly byFeed: readonly (readonly FeedCase[])[];
  private readonly forbidden: Readonly<Record<string, Forbidden>>;

  /** @param forbidden what a format does not allow, by feed or by `<feed>/<case>` */
  constructor(cases: readonly FeedCase[], forbidden: Readonly<Record<string, Forbidden>>) {
    this.byFeed = [...Map.groupBy(cases, ({ feed }) => feed.name).values()];
    this.forbidden = forbidden;
  }

  /**
   * A round: a case of every feed, drawn by the seed and brought otherwise, in one warehouse. No two feeds tell the same
   * fact, so that none disturbs another.
   * @param imports the files are spread over
   * @returns what is not as it must be, a text each
   */
  async round(seed: number, imports: number): Promise<string[]> {
    const draw = random(seed, 'feeds');
    const chosen = this.byFeed.map((list) => list[draw.below(list.length)] as FeedCase);
    await this.learn(chosen);
    const variants = new Map<FeedCase, Variant>();
    for (const one of chosen)
      variants.set(
        one,
        await variantOf(one, { ...this.forbidden[one.feed.name], ...this.forbidden[nameOf(one)] }, draw),
      );
    return inLake(async (lake) => {
      const files = [...variants].flatMap(([{ originalName }, variant]) =>
        variant.files.map((bytes) => ({ file: [originalName, bytes] as const, at: draw.below(imports) })),
      );
      const brought = shuffled(draw, files);
      const reports: FileReport[] = [];
      for (let at = 0; at < imports; at++) {
        reports.push(
          ...(await lake.bring(...brought.filter((one) => one.at === at).map(({ file }) => file))),
        );
      }
      const facts = factsIn(lake);
      const wrong = [...variants].flatMap(([one, variant]) => {
        const { name } = one.feed;
        const own = toldOnce(reports.filter(({ feed }) => feed === name));
        const found = compare(variant, this.truths.get(one) as Truth, facts.get(name) ?? [], own);
        return found.map((what) => `${nameOf(one)} ${variant.what}: ${what}`);
      });
      const more = ['changes', 'withdrawals'].filter(
        (table) => lake.rows(`SELECT 1 FROM ${table}`).length > 0,
      );
      return [...wrong, ...(wrong.length > 0 ? [] : more.map((table) => `there are ${table}`))];
    });
  }

  private async learn(chosen: readonly FeedCase[]): Promise<void> {
    const some = chosen.filter((one) => !this.truths.has(one));
    if (some.length === 0) return;
    const wholes = await Promise.all(some.map(({ apart }) => apart.build(apart.rows)));
    await inLake(async (lake) => {
      const reports = await lake.bring(
        ...some.map(({ originalName }, at) => [originalName, wholes[at] as Buffer] as const),
      );
      const facts = factsIn(lake);
      for (const one of some) {
        const own = reports.filter(({ feed }) => feed === one.feed.name);
        const [report] = own;
        if (own.length !== 1 || report?.state !== 'loaded')
          throw new Error(`${nameOf(one)} is not loaded as it is`);
        this.truths.set(one, { facts: facts.get(one.feed.name) ?? [], report });
      }
    });
  }
}

/** A copy that takes its place before what is loaded makes the warehouse anew, and every file is told once more. */
const toldOnce = (reports: readonly FileReport[]): FileReport[] =>
  reports.filter(
    ({ path, state }, at) =>
      state !== 'loaded' ||
      !reports.slice(at + 1).some((later) => later.state === state && later.path === path),
  );

function compare(
  { files, isSplit }: Variant,
  truth: Truth,
  facts: readonly string[],
  reports: readonly FileReport[],
): string[] {
  const wrong = [
    ...truth.facts.filter((fact) => !facts.includes(fact)).map((fact) => `lost ${fact}`),
    ...facts.filter((fact) => !truth.facts.includes(fact)).map((fact) => `new ${fact}`),
    ...(facts.length === truth.facts.length ? [] : [`${facts.length} facts, not ${truth.facts.length}`]),
  ];
  for (const { rows, loaded, unchanged, refused } of reports) {
    if (loaded + unchanged + refused !== rows)
      wrong.push(`${rows} rows are ${loaded} + ${unchanged} + ${refused}`);
  }
  // A part that holds nothing but bad lines is quarantined, and its rows are counted nowhere.
  if (!isSplit || reports.length !== files.length || reports.some(({ state }) => state !== 'loaded'))
    return wrong;
  const tie = (what: string, of: (one: FileReport) => number): void => {
    const sum = reports.reduce((total, one) => total + of(one), 0);
    if (sum !== of(truth.report)) wrong.push(`${what} ${sum}, not ${of(truth.report)}`);
  };
  tie('rows', ({ rows }) => rows);
  tie('refused', ({ refused }) => refused);
  if (truth.report.money !== null && reports.every(({ money }) => money !== null)) tie('money', nanos);
  return wrong;
}

/** Money of a fixture is little enough to be counted in 1e-9 as a number. */
const nanos = ({ money }: FileReport): number => Math.round(Number(money?.amount ?? 0) * 1e9);

function factsIn(lake: TestLake): Map<string, string[]> {
  const db = lake.open();
  try {
    return factsByFeed(db);
  } finally {
    db.close();
  }
}

async function inLake<T>(work: (lake: TestLake) => Promise<T>): Promise<T> {
  const lake = testLake(LABEL, undefined, fastFolder());
  try {
    return await work(lake);
  } finally {
    lake.remove();
  }
}
