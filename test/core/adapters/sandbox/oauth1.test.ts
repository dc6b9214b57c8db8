import { describe, expect, test } from 'vitest';
import { isSignedBy, parseOAuthHeader } from '../../../../core/adapters/sandbox/oauth1.ts';

// The worked example of X's own documentation, "Creating a signature".
const HEADER =
  'OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", ' +
  'oauth_nonce="kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", ' +
  'oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D", oauth_signature_method="HMAC-SHA1", ' +
  'oauth_timestamp="1318622958", ' +
  'oauth_token="370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb", oauth_version="1.0"';
const REQUEST = {
  method: 'POST',
  path: '/1.1/statuses/update.json',
  parameters: [
    ['include_entities', 'true'],
    ['status', 'Hello Ladies + Gentlemen, a signed OAuth request!'],
  ] as const,
};
const SECRETS = {
  appSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
  accessSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
};
const ORIGINS = ['https://elsewhere', 'https://api.twitter.com'];

function check(
  change: { header?: string; request?: object; secrets?: object; origins?: string[] } = {},
): boolean {
  const header = parseOAuthHeader(change.header ?? HEADER);
  if (!header) throw new Error('not a header');
  const request = { ...REQUEST, ...change.request };
  return isSignedBy(request, header, { ...SECRETS, ...change.secrets }, change.origins ?? ORIGINS);
}

describe('the example of the documentation', () => {
  test('verifies', () => expect(check()).toBe(true));

  test.each([
    ['method', { request: { method: 'PUT' } }],
    ['path', { request: { path: '/1.1/statuses/update.jsom' } }],
    ['parameter', { request: { parameters: [['include_entities', 'false'], REQUEST.parameters[1]] } }],
    ['missing parameter', { request: { parameters: [] } }],
    ['app secret', { secrets: { appSecret: 'x' } }],
    ['access secret', { secrets: { accessSecret: '' } }],
    ['origin', { origins: ['http://api.twitter.com'] }],
    ['no origin', { origins: [] }],
    ['nonce', { header: HEADER.replace('kYjz', 'kYjy') }],
    ['time', { header: HEADER.replace('1318622958', '1318622959') }],
    ['signature', { header: HEADER.replace('hCtS', 'hCtT') }],
    ['short signature', { header: HEADER.replace('hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D', 'hCtS') }],
    ['no signature', { header: HEADER.replace(/oauth_signature="[^"]*", /, '') }],
    ['method of signing', { header: HEADER.replace('HMAC-SHA1', 'PLAINTEXT') }],
  ])('fails with another %s', (_, change) => expect(check(change)).toBe(false));
});

test.each(['Bearer x', '', 'OAuth', 'OAuth oauth_nonce', 'OAuth a="%E0%A4%A"', 'OAuth a="1", a="2"'])(
  'is no header: %j',
  (header) => expect(parseOAuthHeader(header)).toBeUndefined(),
);
