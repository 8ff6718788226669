import { addDays, type Day, daysBetween, monthOf } from '../../../core/days.ts';
import type { Track } from '../catalogue.ts';
import { random, share } from '../random.ts';

/** A campaign of the label's one ad account. */
export interface Campaign {
  id: string;
  name: string;
  objective: string;
  /** The track it is for; null: the label as a whole. */
  track: Track | null;
  from: Day;
  to: Day;
  adset: { id: string; name: string };
  ads: readonly { id: string; name: string }[];
}

/** One ad on one day. */
export interface AdDay {
  day: Day;
  campaign: Campaign;
  /** Place in `campaign.ads`. */
  ad: number;
  cents: number;
  impressions: number;
  reach: number;
  clicks: number;
  linkClicks: number;
  /** The pixel saw the link page opened. */
  viewContent: number;
  videoViews: number;
  /** What came of the merch the label's own campaign shows; 0 for others, which sell nothing. */
  purchases: number;
  purchaseCents: number;
}

export interface Ads {
  campaigns: readonly Campaign[];
  /** Oldest first; days without delivery are absent, as Meta leaves them out. */
  days: readonly AdDay[];
}

/** Ids have 18 digits: more than a floating point number can tell apart. */
const ID = 120_224_907_266_750_075n;
const idOf = (nth: number): string => String(ID + BigInt(nth * 10_005));

const PROMOTED_DAYS = 46;
const SHIRT_CENTS = 2_500;
const TARGETINGS = ['BROAD', 'LOOKALIKE', 'INTERESTS'] as const;

/** One campaign that always runs, one for the label, and one for each release that came out since the first day. */
function campaignsOf(tracks: readonly Track[], first: Day, last: Day): Campaign[] {
  const always = tracks.find(({ title }) => title === 'NEON ABATTOIR') ?? null;
  const ballad = tracks.find(({ title }) => title === 'I WILL ALWAYS REMEMBER YOU') ?? null;
  const wanted = [
    { name: 'PIG1987 - NEON ABATTOIR - BROAD', track: always, from: first, to: last },
    // Only label.json tells what these letters stand for.
    { name: 'IWARY - Interests', track: ballad, from: addDays(first, 20), to: addDays(first, 140) },
    { name: 'BEDROT - Retargeting', track: null, from: addDays(last, -200), to: last },
    ...tracks
      .filter(({ release, title }) => release >= first && release < last && !title.includes('('))
      .map((track, index) => ({
        name: `${track.credit} - ${track.title} - ${TARGETINGS[index % TARGETINGS.length]}${index % 5 === 4 ? ' - Copy 2' : ''}`,
        track,
        from: track.release,
        to: addDays(track.release, PROMOTED_DAYS - 1),
      })),
  ];
  return wanted.map((campaign, index) => ({
    ...campaign,
    to: campaign.to < last ? campaign.to : last,
    id: idOf(index * 100),
    objective: index % 3 === 1 ? 'OUTCOME_ENGAGEMENT' : 'OUTCOME_TRAFFIC',
    adset: { id: idOf(index * 100 + 10), name: index % 2 ? 'Lookalike 1 %' : 'Broad 18-34 – Überall' },
    ads: ['Video A', 'Video "B"'].map((name, ad) => ({ id: idOf(index * 100 + 20 + ad), name })),
  }));
}

/** What the label spends with Meta: 500 to 640 USD a month, and what it gets for it. */
export function adsOf(seed: number, tracks: readonly Track[], first: Day, last: Day): Ads {
  const campaigns = campaignsOf(tracks, first, last);
  const days: AdDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const lot = random(seed, 'ads', day);
    const monthly = 50_000 + random(seed, 'ad budget', monthOf(day)).below(14_000);
    const budget = Math.round((monthly / 30.44) * Math.max(0.5, 1 + 0.12 * lot.normal()));
    const running = campaigns.filter(({ from, to }) => from <= day && day <= to);
    const weights = running.flatMap((campaign, index) => {
      const age = daysBetween(campaign.from, day);
      const weight = index === 0 ? 1.4 : age < 8 ? 1.6 : 1;
      // Now and then an ad is not delivered.
      return campaign.ads.map((_, ad) =>
        ad === 1 && lot.chance(0.06) ? 0 : weight * (ad === 0 ? 0.65 : 0.35),
      );
    });
    const spent = share(budget, weights, lot);
    for (const [at, cents] of spent.entries()) {
      const campaign = running[Math.floor(at / 2)] as Campaign;
      if (cents > 0)
        days.push(delivered(day, campaign, at % 2, cents, random(seed, 'ad', campaign.id, at % 2, day)));
    }
  }
  return { campaigns, days };
}

function delivered(
  day: Day,
  campaign: Campaign,
  ad: number,
  cents: number,
  lot: ReturnType<typeof random>,
): AdDay {
  const impressions = Math.max(1, Math.round((cents / 100 / 3.2) * 1000 * (1 + 0.1 * lot.normal())));
  const clicks = Math.min(impressions, lot.count(impressions * 0.0132));
  const linkClicks = Math.round(clicks * (0.74 + 0.1 * lot.next()));
  const reach = Math.max(1, Math.round(impressions / (1.1 + 0.3 * lot.next())));
  const purchases = campaign.track === null ? lot.count(linkClicks * 0.012) : 0;
  return {
    ...{ day, campaign, ad, cents, impressions, clicks, linkClicks },
    ...{ reach, purchases, purchaseCents: purchases * SHIRT_CENTS },
    viewContent: Math.round(linkClicks * 0.31),
    videoViews: Math.round(impressions * 0.09),
  };
}
