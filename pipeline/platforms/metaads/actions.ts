/**
 * Meta tells one conversion under several names in the same list ("view_content" and
 * "offsite_conversion.fb_pixel_view_content"). Output column -> its names, the widest count first: the first one present
 * is taken, they are never added. The last ones are those the old data lake wrote.
 */
const ALIASES = {
  link_clicks: ['link_click', 'LinkClick'],
  landing_page_views: ['omni_landing_page_view', 'landing_page_view'],
  view_content: [
    'omni_view_content',
    'view_content',
    'offsite_conversion.fb_pixel_view_content',
    'onsite_web_view_content',
    'onsite_web_app_view_content',
    'app_custom_event.fb_mobile_content_view',
    'ViewContent',
  ],
  add_to_cart: [
    'omni_add_to_cart',
    'add_to_cart',
    'offsite_conversion.fb_pixel_add_to_cart',
    'onsite_web_add_to_cart',
    'onsite_web_app_add_to_cart',
    'app_custom_event.fb_mobile_add_to_cart',
    'AddToCart',
  ],
  initiate_checkout: [
    'omni_initiated_checkout',
    'initiate_checkout',
    'offsite_conversion.fb_pixel_initiate_checkout',
    'onsite_web_initiate_checkout',
    'onsite_web_app_initiate_checkout',
    'app_custom_event.fb_mobile_initiated_checkout',
    'InitiateCheckout',
  ],
  purchases: [
    'omni_purchase',
    'purchase',
    'offsite_conversion.fb_pixel_purchase',
    'onsite_web_purchase',
    'onsite_web_app_purchase',
    'onsite_conversion.purchase',
    'app_custom_event.fb_mobile_purchase',
    'Purchase',
  ],
  leads: [
    'lead',
    'onsite_conversion.lead_grouped',
    'offsite_conversion.fb_pixel_lead',
    'onsite_web_lead',
    'leadgen_grouped',
    'leadgen.other',
    'Lead',
  ],
  registrations: [
    'omni_complete_registration',
    'complete_registration',
    'offsite_conversion.fb_pixel_complete_registration',
    'app_custom_event.fb_mobile_complete_registration',
    'CompleteRegistration',
  ],
  post_engagements: ['post_engagement', 'PostEngagement'],
  messages_started: ['onsite_conversion.messaging_conversation_started_7d', 'MessagingStarted'],
} as const satisfies Record<string, readonly string[]>;

export type Conversion = keyof typeof ALIASES;
export const CONVERSIONS = Object.keys(ALIASES) as Conversion[];
const COUNTED = new Set<string>(Object.values(ALIASES).flat());

/** Action type -> its count or amount as text. */
export type Actions = ReadonlyMap<string, string>;

/**
 * A list of actions as the API gives it (`[{"action_type":"link_click","value":"30"}]`) or as the old data lake kept it
 * (`{"LinkClick": 30}`). A type that stands there more than once is broken down (by device, say): its parts are added; an
 * entry that is repeated counts once. Null where the text is neither.
 */
export function parseActions(text: string): Actions | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const entries = Array.isArray(json)
    ? [...new Set(json.map((one) => JSON.stringify(one)))].map((one): [unknown, unknown] => {
        const { action_type: type, value } = (JSON.parse(one) ?? {}) as Record<string, unknown>;
        return [type, value];
      })
    : Object.entries(json);
  const actions = new Map<string, string>();
  for (const [type, value] of entries) {
    if (typeof type !== 'string' || (typeof value !== 'string' && typeof value !== 'number')) return null;
    const before = actions.get(type);
    actions.set(type, before === undefined ? String(value) : String(Number(before) + Number(value)));
  }
  return actions;
}

/** The count of a conversion by the first of its names that is there; '' where none is. */
export function countOf(actions: Actions, conversion: Conversion): string {
  const name = ALIASES[conversion].find((alias) => actions.has(alias));
  return name === undefined ? '' : (actions.get(name) as string);
}

/** Those that are no conversion with a column of its own, as a JSON object with sorted names; '' where there are none. */
export function otherActions(actions: Actions): string {
  const others = [...actions].filter(([type]) => !COUNTED.has(type)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (others.length === 0) return '';
  const numbers = others.map(([type, value]) => {
    const number = Number(value);
    return [type, Number.isSafeInteger(number) || String(number) === value ? number : value];
  });
  return JSON.stringify(Object.fromEntries(numbers));
}
