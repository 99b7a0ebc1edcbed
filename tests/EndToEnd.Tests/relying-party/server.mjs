// A web app that lets people sign in with openid-client: the confidential client `web` (or the one that CLIENT_ID names).
// Usage: ISSUER=… node server.mjs. The test drives a browser to /login and /logout and reads every result as JSON.
import { webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import * as oidc from 'openid-client';

globalThis.crypto ??= webcrypto; // Node.js 18, Debian 12's own

const port = Number(process.env.PORT ?? 5300);
const origin = `http://localhost:${port}`;
const callback = process.env.CALLBACK ?? '/signin-oidc';
const secret = process.env.CLIENT_SECRET ?? 'web-secret-0123456789abcdef0123456789';
const config = await oidc.discovery(
  new URL(process.env.ISSUER ?? 'http://localhost:5100'),
  process.env.CLIENT_ID ?? 'web',
  undefined,
  process.env.CLIENT_AUTH === 'client_secret_post' ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret),
  { execute: [oidc.allowInsecureRequests] },
);

const waiting = new Map(); // state → what was sent with it
let tokens; // of the last sign-in; this app has one user
let logoutState;

const routes = {
  // Browsers ask for it by themselves, whenever they find the time.
  '/favicon.ico': () => ({ icon: true }),

  '/': () => ({ html: '<!doctype html><html lang="en"><title>Example Web</title><h1>Example Web</h1><p><a id="sign-in" href="/login">Sign in</a></p>' }),

  // Every query parameter goes into the authorization request.
  '/login': async (url) => {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    waiting.set(state, { verifier, nonce });
    return {
      redirect: oidc.buildAuthorizationUrl(config, {
        redirect_uri: origin + callback,
        scope: 'openid profile email offline_access',
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...Object.fromEntries(url.searchParams),
      }),
    };
  },

  [callback]: async (url) => {
    const state = url.searchParams.get('state');
    const sent = waiting.get(state);
    waiting.delete(state);
    tokens = await oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: sent?.verifier, expectedState: state, expectedNonce: sent?.nonce, idTokenExpected: true });
    return { json: { claims: tokens.claims(), tokens } };
  },

  '/userinfo': async () => ({ json: await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub) }),

  '/refresh': async () => {
    const before = tokens;
    const after = await oidc.refreshTokenGrant(config, before.refresh_token);
    tokens = { id_token: before.id_token, ...after, claims: before.claims.bind(before) };
    return { json: { before: before.refresh_token, after: after.refresh_token, access_token: after.access_token } };
  },

  '/introspect': async (url) => ({ json: await oidc.tokenIntrospection(config, tokens[url.searchParams.get('token')]) }),

  '/revoke': async (url) => {
    await oidc.tokenRevocation(config, tokens[url.searchParams.get('token')]);
    return { json: {} };
  },

  '/logout': async (url) => {
    logoutState = oidc.randomState();
    const hint = url.searchParams.has('without_hint') ? {} : { id_token_hint: tokens.id_token };
    return { redirect: oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${origin}/signout-callback-oidc`, state: logoutState, ...hint }) };
  },

  '/signout-callback-oidc': (url) => ({ json: { signed_out: true, state_is_back: url.searchParams.get('state') === logoutState } }),
};

createServer(async (request, response) => {
  const url = new URL(request.url, origin);
  const route = routes[url.pathname];
  if (!route) return response.writeHead(404).end();
  try {
    const answer = await route(url);
    if (answer.redirect) response.writeHead(302, { location: answer.redirect.href }).end();
    else if (answer.icon) response.writeHead(204).end();
    else if (answer.html) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer.html);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
  } catch (e) {
    const error = { error: e.error ?? e.code ?? e.name, error_description: e.error_description ?? e.message, state: url.searchParams.get('state'), iss: url.searchParams.get('iss') };
    response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify(error));
  }
}).listen(port, '127.0.0.1', () => console.log(`ready on ${origin}`));
