// A web app that registers itself with openid-client's dynamicClientRegistration, and then lets people sign in.
// Usage: ISSUER=… INITIAL_ACCESS_TOKEN=… [SIGNED=ES256] node registering.mjs. With SIGNED it has a key in place of a secret, and everything is signed, by it and for it.
import * as oidc from 'openid-client';
import { signIn } from './sign-in.mjs';
import { callback, issuer, origin } from './web-app.mjs';

const alg = process.env.SIGNED;
const metadata = {
  client_name: 'Self-made Shop',
  redirect_uris: [origin + callback],
  post_logout_redirect_uris: [`${origin}/signout-callback-oidc`],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: 'client_secret_post',
};
const kinds = { ES256: { name: 'ECDSA', namedCurve: 'P-256' }, RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) } };
let key;
if (alg) {
  const pair = await crypto.subtle.generateKey(kinds[alg], true, ['sign', 'verify']);
  key = { key: pair.privateKey, kid: 'of-this-app' };
  Object.assign(metadata, {
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: alg,
    jwks: { keys: [{ ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: key.kid, alg, use: 'sig' }] },
    request_object_signing_alg: alg,
    require_signed_request_object: true,
    id_token_signed_response_alg: alg,
    userinfo_signed_response_alg: alg,
    introspection_signed_response_alg: alg,
  });
}

const config = await oidc.dynamicClientRegistration(issuer, metadata, key && oidc.PrivateKeyJwt(key), {
  initialAccessToken: process.env.INITIAL_ACCESS_TOKEN,
  execute: [oidc.enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])],
});

signIn(config, key && ((c, parameters) => oidc.buildAuthorizationUrlWithJAR(c, parameters, key)));
