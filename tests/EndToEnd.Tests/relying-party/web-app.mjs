// What the web apps here share: a table of routes, JSON for the test to read, and the failures of their libraries as JSON too.
import { webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

globalThis.crypto ??= webcrypto; // Node.js 18, Debian 12's own

export const port = Number(process.env.PORT ?? 5300);
export const origin = `http://localhost:${port}`;
export const callback = process.env.CALLBACK ?? '/signin-oidc';
export const issuer = new URL(process.env.ISSUER ?? 'http://localhost:5100');
export const clientId = process.env.CLIENT_ID ?? 'web';
export const secret = process.env.CLIENT_SECRET ?? 'web-secret-0123456789abcdef0123456789';

const pages = {
  // Browsers ask for it by themselves, whenever they find the time.
  '/favicon.ico': () => ({ icon: true }),

  '/': () => ({ html: '<!doctype html><html lang="en"><title>Example Web</title><h1>Example Web</h1><p><a id="sign-in" href="/login">Sign in</a></p>' }),
};

/**
 * The request as fetch has it, which is how the libraries take a form_post answer, and its parameters, however they came.
 */
async function read(message) {
  const url = new URL(message.url, origin);
  if (message.method !== 'POST') return { url, request: new Request(url), parameters: url.searchParams };
  const body = await text(message);
  return { url, request: new Request(url, { method: 'POST', headers: { 'content-type': message.headers['content-type'] }, body }), parameters: new URLSearchParams(body) };
}

/** Serves routes: path → ({ url, request, parameters }) → { redirect | html | json }. */
export function serve(routes) {
  createServer(async (message, response) => {
    const { url, request, parameters } = await read(message);
    const route = { ...pages, ...routes }[url.pathname];
    if (!route) return response.writeHead(404).end();
    try {
      const answer = await route({ url, request, parameters });
      if (answer.redirect) response.writeHead(302, { location: answer.redirect.href }).end();
      else if (answer.icon) response.writeHead(204).end();
      else if (answer.html) response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer.html);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.json));
    } catch (e) {
      const error = { error: e.error ?? e.code ?? e.name, error_description: e.error_description ?? e.message, state: parameters.get('state'), iss: parameters.get('iss') };
      response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify(error));
    }
  }).listen(port, '127.0.0.1', () => console.log(`ready on ${origin}`));
}
