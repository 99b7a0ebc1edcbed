// A web app that lets people sign in with openid-client: the confidential client `web` (or the one that CLIENT_ID names).
// Usage: ISSUER=… node server.mjs.
import * as oidc from 'openid-client';
import { signIn } from './sign-in.mjs';
import { clientId, issuer, secret } from './web-app.mjs';

signIn(
  await oidc.discovery(
    issuer,
    clientId,
    undefined,
    process.env.CLIENT_AUTH === 'client_secret_post' ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret),
    { execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [] },
  ),
);
