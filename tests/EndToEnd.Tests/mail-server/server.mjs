// A mail server for tests. What happens is printed, a line of JSON each: {"event":"connect"|"auth"|"mail"|"rcpt"|"message"|"command", …}.
// Usage: MODE=starttls|implicit|plain|injecting|garbage|silent PORT=… [KEY=key.pem CERT=cert.pem] [USER_NAME=… PASSWORD=… METHOD=PLAIN|LOGIN] node server.mjs
// Recipients decide: unknown@… is refused for good (550), greylisted@… for now (451), and big@…'s messages after DATA (552).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const { MODE: mode, PORT: port, KEY, CERT, USER_NAME: user, PASSWORD: password, METHOD: method } = process.env;
const tell = (event, details) => console.log(JSON.stringify({ event, ...details }));
// Errors quote what they should not, as servers do.
const refusal = (code, about) => Object.assign(new Error(`quoted: ${about}`), { responseCode: code });
const refusals = { unknown: 550, greylisted: 451 };

function mailServer() {
  const server = new SMTPServer({
    secure: mode === 'implicit',
    hideSTARTTLS: mode === 'plain',
    disabledCommands: mode === 'plain' ? ['STARTTLS'] : [],
    ...(KEY ? { key: readFileSync(KEY), cert: readFileSync(CERT) } : {}),
    authOptional: !user,
    // Offered in the clear too: a client that may not use it must know by itself.
    allowInsecureAuth: mode === 'plain',
    authMethods: [method ?? 'PLAIN'],
    onConnect(session, done) {
      tell('connect', { secure: session.secure });
      done();
    },
    onAuth(auth, session, done) {
      tell('auth', { secure: session.secure, method: auth.method, user: auth.username, password: auth.password });
      if (auth.username === user && auth.password === password) done(null, { user });
      else done(refusal(535, auth.password));
    },
    onMailFrom(address, session, done) {
      tell('mail', { secure: session.secure, address: address.address });
      done();
    },
    onRcptTo(address, session, done) {
      tell('rcpt', { address: address.address });
      const code = refusals[address.address.split('@')[0]];
      done(code ? refusal(code, address.address) : null);
    },
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', async () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        if (session.envelope.rcptTo[0].address.startsWith('big@')) return done(refusal(552, raw));
        const mail = await simpleParser(raw);
        tell('message', {
          secure: session.secure,
          raw,
          headers: mail.headerLines.map(({ key }) => key),
          from: mail.from.value[0],
          to: mail.to.value.map(({ address }) => address),
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          id: mail.messageId,
          date: mail.date,
        });
        done();
      });
    },
  });
  server.on('error', (e) => tell('error', { code: e.code }));
  return server;
}

// Servers that nobody should run, line by line.
function oddServer() {
  return createServer((socket) => {
    socket.on('error', () => {});
    if (mode === 'silent') return;
    socket.write(mode === 'garbage' ? 'x'.repeat(100_000) : '220 ready\r\n');
    socket.on('data', (data) => {
      const command = data.toString('latin1').split(/[ \r]/)[0];
      tell('command', { command });
      if (command === 'EHLO') socket.write('250-odd\r\n250-AUTH PLAIN\r\n250 STARTTLS\r\n');
      // What follows 220 in the clear pretends to be the answer to the EHLO inside TLS.
      else if (command === 'STARTTLS') socket.write('220 go on\r\n250 odd\r\n');
    });
  });
}

const server = ['starttls', 'implicit', 'plain'].includes(mode) ? mailServer() : oddServer();
server.listen(Number(port), '127.0.0.1', () => console.log('ready on', port));
