// The routes of a web app that signs people in with openid-client, whatever its client is.
import * as oidc from 'openid-client';
import { callback, origin, serve } from './web-app.mjs';

/**
 * Serves them. The test drives a browser to /login and /logout and reads every result as JSON.
 * @param config the client and the server
 * @param authorizationUrl how a request is made of its parameters
 */
export function signIn(config, authorizationUrl = oidc.buildAuthorizationUrl) {
  const waiting = new Map(); // state → what was sent with it
  let tokens; // of the last sign-in; this app has one user
  let codes; // of the device that this app is, too
  let logoutState;
  const answers = []; // of the server, the newest last

  config[oidc.customFetch] = async (address, options) => {
    const answer = await fetch(address, options);
    answers.push({ path: new URL(address).pathname, status: answer.status, type: answer.headers.get('content-type') });
    return answer;
  };

  serve({
    '/client': () => ({ json: config.clientMetadata() }),

    '/answered': ({ parameters }) => ({ json: answers.findLast((a) => a.path === parameters.get('by')) ?? {} }),

    // Every query parameter goes into the authorization request.
    '/login': async ({ parameters }) => {
      const verifier = oidc.randomPKCECodeVerifier();
      const state = oidc.randomState();
      const nonce = oidc.randomNonce();
      waiting.set(state, { verifier, nonce });
      return {
        redirect: await authorizationUrl(config, {
          redirect_uri: origin + callback,
          scope: 'openid profile email offline_access',
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          state,
          nonce,
          ...Object.fromEntries(parameters),
        }),
      };
    },

    [callback]: async ({ request, parameters }) => {
      const state = parameters.get('state');
      const sent = waiting.get(state);
      waiting.delete(state);
      tokens = await oidc.authorizationCodeGrant(config, request, { pkceCodeVerifier: sent?.verifier, expectedState: state, expectedNonce: sent?.nonce, idTokenExpected: true });
      return { json: { claims: tokens.claims(), tokens, by: request.method } };
    },

    '/device': async () => {
      codes = await oidc.initiateDeviceAuthorization(config, { scope: 'openid profile email offline_access' });
      return { json: codes };
    },

    '/device-tokens': async () => {
      tokens = await oidc.pollDeviceAuthorizationGrant(config, codes);
      return { json: { claims: tokens.claims(), tokens } };
    },

    '/userinfo': async () => ({ json: await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub) }),

    '/refresh': async () => {
      const before = tokens;
      const after = await oidc.refreshTokenGrant(config, before.refresh_token);
      tokens = { id_token: before.id_token, ...after, claims: before.claims.bind(before) };
      return { json: { before: before.refresh_token, after: after.refresh_token, access_token: after.access_token } };
    },

    '/introspect': async ({ parameters }) => ({ json: await oidc.tokenIntrospection(config, tokens[parameters.get('token')]) }),

    '/revoke': async ({ parameters }) => {
      await oidc.tokenRevocation(config, tokens[parameters.get('token')]);
      return { json: {} };
    },

    '/logout': ({ parameters }) => {
      logoutState = oidc.randomState();
      const hint = parameters.has('without_hint') ? {} : { id_token_hint: tokens.id_token };
      return { redirect: oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${origin}/signout-callback-oidc`, state: logoutState, ...hint }) };
    },

    '/signout-callback-oidc': ({ parameters }) => ({ json: { signed_out: true, state_is_back: parameters.get('state') === logoutState } }),
  });
}
