import { loginPage } from '../label/formats/distrokid.ts';

/** The pages of the stand-in, with the marks by which DistroKid's own are known. */

const page = (title: string, body: string): string => `<!DOCTYPE html><html lang="en"><head>
<meta charset="utf-8"><title>DistroKid - ${title}</title></head><body>
${body}
<footer>&copy; DistroKid</footer></body></html>
`;

const NAV = `<nav><a href="/mymusic/">My Music</a> <a href="/stats/?type=all&amp;data=streams">Stats</a> <a href="/bank/">Bank</a> <a href="/logout/">Sign out</a></nav>`;

const says = (text: string): string => (text === '' ? '' : `<p class="error" role="alert">${text}</p>`);

export const signInPage = (error = ''): string =>
  loginPage().replace('<form action', `${says(error)}<form action`);

/** After a new design: the same site, other fields. */
export const otherSignInPage = (): string =>
  page('Welcome', '<h1>Welcome back</h1><div><button type="button">Continue with a passkey</button></div>');

export const codePage = (error = ''): string =>
  page(
    'Two-step verification',
    `<h1>Enter your verification code</h1>
<p>We have sent a 6-digit code to your e-mail address.</p>${says(error)}
<form action="/login/verify" method="post">
<label>Code <input type="text" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="10"></label>
<button type="submit">Verify</button>
</form>`,
  );

export const lockedPage = (): string =>
  page('Locked', '<h1>Too many attempts</h1><p>Your account is locked for now. Write to support.</p>');

export const dashboardPage = (): string => page('Dashboard', `${NAV}<h1>My Music</h1>`);

export const bankPage = (withDetails: boolean): string =>
  page(
    'Bank',
    `${NAV}<h1>Bank</h1>${withDetails ? '<a href="/bank/details/">See excruciating detail</a>' : '<p>Coming soon.</p>'}`,
  );

export const detailsPage = (): string =>
  page(
    'Bank details',
    `${NAV}<h1>Excruciating detail</h1>
<div onclick="downloadBank()" style="cursor:pointer">Download</div>
<script>function downloadBank() { location.href = '/bank/details/download'; }</script>`,
  );
