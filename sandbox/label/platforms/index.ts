import type { Day } from '../../../core/days.ts';
import { FOLLOWER_SHARES, followerHours } from '../formats/tiktok.ts';
import type { LabelFile } from '../label-file.ts';
import { exported, history } from '../social.ts';
import type { Telling } from '../telling.ts';
import type { Told } from '../truth.ts';
import { applemusicFiles } from './applemusic.ts';
import { bandcampFiles } from './bandcamp.ts';
import { capitaloneFiles, type Money, moneyOf } from './capitalone.ts';
import { instagramFiles } from './instagram.ts';
import { linktreeFiles } from './linktree.ts';
import { mailchimpFiles } from './mailchimp.ts';
import { metaFiles } from './metaads.ts';
import { ownFiles } from './own.ts';
import { soundcloudFiles } from './soundcloud.ts';
import { spotifyFiles } from './spotify.ts';
import { submithubFiles } from './submithub.ts';
import { tellFollowerExtras, tiktokTabs } from './tiktok.ts';
import { toolostFiles } from './toolost.ts';
import { youtubeFiles } from './youtube.ts';

/** Downloads of every platform but the first three, and what each feed must hold of them. */
export async function platformFiles(
  { world, rows, accounts }: Omit<Told, 'tell' | 'money'>,
  tell: Telling,
  today: Day,
): Promise<{ files: LabelFile[]; money: Money }> {
  const money = moneyOf(world, rows, today);
  const tabs = await Promise.all(accounts.map((account) => tiktokTabs(world, tell, account)));
  for (const account of accounts)
    for (const at of account.exports) {
      const { followers } = exported(history(world, account), at);
      tellFollowerExtras(tell, account.handle, at, {
        hours: followerHours(followers),
        shares: FOLLOWER_SHARES,
      });
    }
  const files = [
    ...tabs.flat(),
    ...spotifyFiles(world, tell, today),
    ...toolostFiles(world, tell, today),
    ...metaFiles(world, tell, today),
    ...linktreeFiles(world, tell, today),
    ...(await youtubeFiles(world, tell, today)),
    ...instagramFiles(world, tell, today),
    ...mailchimpFiles(world, tell, today),
    ...capitaloneFiles(world, tell, today, money),
    ...soundcloudFiles(world, tell, today),
    ...bandcampFiles(world, tell, today),
    ...submithubFiles(world, tell, today),
    ...applemusicFiles(world, tell, today),
    ...ownFiles(world, tell, today),
  ];
  return { files, money };
}
