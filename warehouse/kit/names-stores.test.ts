import { describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { storePlatform } from './stores.ts';

const label = parseLabel(
  JSON.stringify({
    name: 'TEST LABEL',
    artists: [{ name: 'A' }],
    stores: [
      { match: 'Radio', platform: 'spotify', usage: 'other' },
      { match: 'Amazon Alexa', platform: 'Alexa' },
    ],
  }),
);
const of = (store: string) => {
  const { key, usage, known } = storePlatform(store, label);
  return [key, usage, known];
};

describe('storePlatform', () => {
  it.each([
    ['Spotify', 'spotify', 'stream'],
    ['Apple Music', 'apple-music', 'stream'],
    ['iTunes Songs', 'itunes', 'download'],
    ['Amazon Prime (Streaming)', 'amazon-music', 'stream'],
    ['YouTube (Red)', 'youtube-music', 'stream'],
    ['YouTube (Ads)', 'youtube-music', 'video_ad'],
    ['Google Play All Access', 'youtube-music', 'stream'],
    ['Facebook', 'meta', 'social'],
    ['TikTok', 'tiktok', 'social'],
    ['Snapchat', 'snap', 'social'],
    ['Luna', 'luna', 'stream'],
    ['Tencent', 'tencent', 'stream'],
  ])('%s is %s, a %s', (store, key, usage) => expect(of(store)).toEqual([key, usage, true]));

  it.each([
    ['Vinyl Planet', 'vinyl-planet'],
    ['Metaverse FM', 'metaverse-fm'],
    ['Lunatic Radio', 'lunatic-radio'],
    ['網易雲', '網易雲'],
    ['***', 'store-2a-2a-2a'],
  ])('%s is nobody known and stays itself', (store, key) => {
    expect(storePlatform(store, label)).toEqual({ key, name: store, usage: 'other', known: false });
  });

  it('lets label.json go first', () => {
    expect(of('Radio Seven')).toEqual(['spotify', 'other', true]);
    expect(storePlatform('Amazon Alexa Skills', label)).toEqual({
      key: 'alexa',
      name: 'Alexa',
      usage: 'stream',
      known: true,
    });
    expect(of('Amazon Unlimited')).toEqual(['amazon-music', 'stream', true]);
  });
});
