import { addDays, type Day, daysBetween } from '../../../core/days.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { daysFrom } from './days.ts';

/** A newsletter on the second Friday of each month; what it brings comes in over three weeks. */
export function mailchimpFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const sent = daysFrom(world.own, addDays(today, -2)).filter(
    (day) => new Date(day).getUTCDay() === 5 && Number(day.slice(8)) > 7 && Number(day.slice(8)) <= 14,
  );
  return [addDays(today, -110), today].flatMap((at) => {
    const reports = sent.filter((day) => day < at).map((day) => report(world, tell, day, at));
    if (reports.length === 0) return [];
    return {
      originalName: `reports_${at}.json`,
      what: `Mailchimp reports, ${reports.length} newsletters`,
      at,
      bytes: Buffer.from(JSON.stringify({ reports, total_items: reports.length })),
    };
  });
}

function report(world: World, tell: Telling, day: Day, at: Day): object {
  const lot = random(world.seed, 'newsletter', day);
  const emails = 900 + Math.round(daysBetween(world.own, day) * 0.9);
  const done = Math.min(1, 0.7 + daysBetween(day, at) / 70);
  const opens = Math.round(emails * (0.42 + 0.06 * lot.next()) * done);
  const unique = Math.round(opens * 0.7);
  const clicks = Math.round(emails * 0.05 * done);
  const [hard, soft, unsubscribed] = [lot.count(4), lot.count(6), lot.count(3)];
  const id = `c${day.replaceAll('-', '')}7f`;
  tell.row('mailchimp_reports', 'email_campaigns', [id], {
    ...{
      emails_sent: emails,
      hard_bounces: hard,
      soft_bounces: soft,
      syntax_errors: 0,
      unsubscribed,
      abuse_reports: 0,
    },
    ...{
      opens,
      unique_opens: unique,
      clicks,
      unique_clicks: clicks,
      unique_subscriber_clicks: Math.round(clicks * 0.9),
    },
    ...{
      proxy_excluded_opens: Math.round(opens * 0.5),
      proxy_excluded_unique_opens: Math.round(unique * 0.5),
    },
  });
  const delivered = emails - hard - soft;
  return {
    ...{
      id,
      campaign_title: `Letter of ${day}`,
      type: 'regular',
      list_id: 'a1b2c3d4e5',
      list_name: 'BEDROT fans',
    },
    ...{
      list_is_active: true,
      subject_line: `What came out by ${day} 🩸`,
      preview_text: '',
      emails_sent: emails,
    },
    ...{ abuse_reports: 0, unsubscribed, send_time: `${day}T18:00:00+00:00` },
    bounces: { hard_bounces: hard, soft_bounces: soft, syntax_errors: 0 },
    opens: {
      ...{
        opens_total: opens,
        unique_opens: unique,
        open_rate: unique / delivered,
        last_open: `${at}T09:00:00+00:00`,
      },
      ...{
        proxy_excluded_opens: Math.round(opens * 0.5),
        proxy_excluded_unique_opens: Math.round(unique * 0.5),
      },
      proxy_excluded_open_rate: (unique * 0.5) / delivered,
    },
    clicks: {
      ...{ clicks_total: clicks, unique_clicks: clicks, unique_subscriber_clicks: Math.round(clicks * 0.9) },
      ...{ click_rate: clicks / delivered, last_click: `${at}T09:00:00+00:00` },
    },
  };
}
