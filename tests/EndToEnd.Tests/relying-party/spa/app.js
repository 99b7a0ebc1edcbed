// A page without a server of its own that signs in with oidc-client-ts; what it last did is in #result, as JSON.
const { issuer: authority, client_id } = JSON.parse(sessionStorage.settings ??= JSON.stringify(Object.fromEntries(new URLSearchParams(location.search))));
const manager = new oidc.UserManager({
  authority,
  client_id,
  redirect_uri: `${location.origin}/callback`,
  silent_redirect_uri: `${location.origin}/silent`,
  post_logout_redirect_uri: `${location.origin}/goodbye`,
  scope: 'openid profile email',
  loadUserInfo: true,
  automaticSilentRenew: false,
});

const seen = (user) => ({ profile: user.profile, access_token: user.access_token, id_token: user.id_token, refresh_token: user.refresh_token ?? null, scope: user.scope, state: user.state });

const show = async (what) => {
  const result = document.getElementById('result');
  result.textContent = '';
  try {
    result.textContent = JSON.stringify(await what());
  } catch (e) {
    result.textContent = JSON.stringify({ error: e.error ?? e.name, error_description: e.error_description ?? e.message });
  }
};

document.getElementById('sign-in').onclick = () => manager.signinRedirect({ state: { page: '/orders' } });
document.getElementById('renew').onclick = () => show(async () => seen(await manager.signinSilent()));
document.getElementById('sign-out').onclick = () => manager.signoutRedirect({ state: 'bye' });

if (location.pathname === '/callback') show(async () => seen(await manager.signinCallback()));
if (location.pathname === '/silent') manager.signinSilentCallback();
if (location.pathname === '/goodbye') show(async () => ({ signed_out: true, user: await manager.getUser(), state: (await manager.signoutCallback())?.userState ?? null }));
