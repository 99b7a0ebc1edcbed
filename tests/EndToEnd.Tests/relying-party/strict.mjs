// A web app that lets people sign in with oauth4webapi and leaves none of its checks out; it is also the API that the access token is for.
// Usage: ISSUER=… CLIENT_ID=… CLIENT_SECRET=… node strict.mjs. Whatever the library refuses becomes an error in the JSON.
import * as oauth from 'oauth4webapi';
import { callback, clientId, issuer, origin, secret, serve } from './web-app.mjs';

const insecure = { [oauth.allowInsecureRequests]: issuer.protocol === 'http:' };
const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
const client = { client_id: clientId, id_token_signed_response_alg: process.env.ID_TOKEN_ALG ?? 'RS256', require_auth_time: true, default_max_age: 3600 };
const authentication = oauth.ClientSecretBasic(secret);
const redirectUri = origin + callback;
const resource = 'resource-api';

const waiting = new Map(); // state → what was sent with it
let tokens; // of the last sign-in; this app has one user
let subject;

// What an API does with a request: signature, typ, iss, aud, exp and the claims that RFC 9068 §2.2 demands.
const asApi = (token) => oauth.validateJwtAccessToken(as, new Request(origin + '/api', { headers: { authorization: `Bearer ${token}` } }), resource, insecure);

serve({
  '/login': async ({ parameters }) => {
    const sent = { verifier: oauth.generateRandomCodeVerifier(), nonce: oauth.generateRandomNonce() };
    const state = oauth.generateRandomState();
    waiting.set(state, sent);
    const redirect = new URL(as.authorization_endpoint);
    redirect.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: 'openid profile email offline_access users:read',
      resource,
      max_age: String(client.default_max_age),
      code_challenge: await oauth.calculatePKCECodeChallenge(sent.verifier),
      code_challenge_method: 'S256',
      state,
      nonce: sent.nonce,
      ...Object.fromEntries(parameters),
    });
    return { redirect };
  },

  [callback]: async ({ url, request, parameters }) => {
    const state = parameters.get('state');
    const sent = waiting.get(state);
    waiting.delete(state);
    const answer = oauth.validateAuthResponse(as, client, request.method === 'POST' ? new URLSearchParams(await oauth.formPostResponse(request)) : url, state);
    const response = await oauth.authorizationCodeGrantRequest(as, client, authentication, answer, redirectUri, sent.verifier, insecure);
    tokens = await oauth.processAuthorizationCodeResponse(as, client, response, { expectedNonce: sent.nonce, maxAge: client.default_max_age, requireIdToken: true });
    // TLS would do for a token from the token endpoint; the signature is checked all the same.
    await oauth.validateApplicationLevelSignature(as, response, insecure);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    subject = claims.sub;
    return { json: { claims, api: await asApi(tokens.access_token) } };
  },

  '/userinfo': async () => ({ json: await oauth.processUserInfoResponse(as, client, subject, await oauth.userInfoRequest(as, client, tokens.access_token, insecure)) }),

  '/refresh': async () => {
    const response = await oauth.refreshTokenGrantRequest(as, client, authentication, tokens.refresh_token, { ...insecure, additionalParameters: { resource } });
    const before = tokens;
    tokens = await oauth.processRefreshTokenResponse(as, client, response);
    return { json: { before: before.refresh_token, after: tokens.refresh_token, api: await asApi(tokens.access_token), sub: oauth.getValidatedIdTokenClaims(tokens)?.sub } };
  },

  '/introspect': async ({ parameters }) => ({
    json: await oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, authentication, tokens[parameters.get('token')], insecure)),
  }),

  '/revoke': async ({ parameters }) => {
    await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, authentication, tokens[parameters.get('token')], insecure));
    return { json: {} };
  },

  '/api': async ({ parameters }) => ({ json: await asApi(tokens[parameters.get('token')]) }),
});
