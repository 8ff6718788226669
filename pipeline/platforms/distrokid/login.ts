import type { Login } from '../../kit/login.ts';

/** Several forms of each are known, of the site's own generations; the first that stands there is taken. */
const CODE =
  'input[autocomplete="one-time-code"], input[name="code" i], input[name*="otp" i], input[name*="verif" i], input[name*="twofactor" i]';
const PASSWORD = 'input[type="password"]';

export const login: Login = {
  home: '/mymusic/',
  marks: [
    {
      state: 'blocked',
      says: /too many (?:failed )?(?:attempts|logins)|account (?:is|has been) (?:locked|suspended|disabled)|unusual activity|verify (?:that )?you are (?:a )?human/i,
    },
    { state: 'blocked', sees: 'iframe[src*="captcha" i][src*="challenge" i], iframe[title*="challenge" i]' },
    {
      state: 'code-refused',
      sees: CODE,
      says: /(?:code|token)[^.]{0,40}(?:not right|incorrect|invalid|wrong|expired)|(?:incorrect|invalid|wrong|expired)[^.]{0,20}(?:code|token)/i,
    },
    { state: 'code', sees: CODE },
    {
      state: 'password-refused',
      sees: PASSWORD,
      says: /(?:wrong|incorrect|invalid|not (?:right|correct|recognized|found))[^.]{0,40}(?:password|e-?mail|login|account)|(?:password|e-?mail)[^.]{0,40}(?:wrong|incorrect|invalid|not (?:match|right|correct))/i,
    },
    { state: 'password', sees: PASSWORD },
    { state: 'in', path: /^\/(?:dashboard|mymusic|stats|bank)\b/i, sees: 'a[href*="/mymusic" i]' },
  ],
  fields: {
    user: 'input[type="email"], input[name="email" i]',
    password: PASSWORD,
    submitPassword: 'form:has(input[type="password"]) [type="submit"], button[type="submit"]',
    code: CODE,
    submitCode: `form:has(${CODE}) [type="submit"], button[type="submit"]`,
  },
  hint: 'the code DistroKid has sent by e-mail, or the one your app shows',
};
