import { PROBLEM_TYPE, type Reply, reply } from './http.ts';
import type { Issue } from './shape.ts';

type Problem = {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly type: string;
};

/** Bodies as X sends them; x-api.md section 6 has where each was seen. */
export function problem({ status, title, detail, type }: Problem): Reply {
  return reply(status, { detail, type, title, status }, { headers: { 'content-type': PROBLEM_TYPE } });
}

const plain = (status: number, title: string, detail = title): Reply =>
  problem({ status, title, detail, type: 'about:blank' });

export const unauthorized = (): Reply => plain(401, 'Unauthorized');
export const forbidden = (detail = 'You are not permitted to perform this action.'): Reply =>
  plain(403, 'Forbidden', detail);
/** An app without the permission to write, as OAuth 1.0a finds it. */
export const readOnlyApp = (): Reply =>
  problem({
    status: 403,
    title: 'Forbidden',
    detail:
      'Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.',
    type: 'https://api.twitter.com/2/problems/oauth1-permissions',
  });
export const notFound = (): Reply => plain(404, 'Not Found');
export const methodNotAllowed = (): Reply => plain(405, 'Method Not Allowed');
export const tooLarge = (): Reply => plain(413, 'Payload Too Large');
export const internalError = (): Reply => plain(500, 'Internal Server Error', 'Something is broken.');
export const serviceUnavailable = (): Reply => plain(503, 'Service Unavailable', 'Service Unavailable');
export const gatewayTimeout = (): Reply => plain(504, 'Gateway Timeout');

/** X sends this one as plain JSON. */
export const tooManyRequests = (): Reply =>
  reply(429, { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 });

export const duplicate = (): Reply =>
  forbidden('You are not allowed to create a Tweet with duplicate content.');
export const notYours = (): Reply =>
  forbidden('You can only reply to or quote posts where you are mentioned or are the author.');
export const parentGone = (): Reply =>
  forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');

export const creditsDepleted = (): Reply =>
  problem({
    status: 402,
    title: 'Payment Required',
    detail: 'credits depleted',
    type: 'https://api.x.com/2/problems/credits-depleted',
  });

/** 400. X mixes content types: this one comes as plain JSON. */
export function invalidRequest(
  errors: readonly { parameters: Record<string, string[]>; message: string }[],
): Reply {
  return reply(400, {
    errors,
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: 'https://api.twitter.com/2/problems/invalid-request',
  });
}

export function invalidBody(issues: readonly Issue[]): Reply {
  return invalidRequest(
    issues.map(({ path, value, message }) => ({
      parameters: { [path]: [JSON.stringify(value) ?? ''] },
      message,
    })),
  );
}

export const invalidParameter = (name: string, value: string, message: string): Reply =>
  invalidRequest([{ parameters: { [name]: [value] }, message }]);

/** 200: X answers so when what was asked for does not exist. */
export function missingResource(kind: 'tweet' | 'user', id: string): Reply {
  return reply(200, {
    errors: [
      {
        value: id,
        detail: `Could not find ${kind} with id: [${id}].`,
        title: 'Not Found Error',
        resource_type: kind,
        parameter: 'id',
        resource_id: id,
        type: 'https://api.twitter.com/2/problems/resource-not-found',
      },
    ],
  });
}

/** 404: an upload that is not there, or was forgotten. */
export const mediaNotFound = (id: string): Reply =>
  problem({
    status: 404,
    title: 'Not Found Error',
    detail: `Could not find media with id: [${id}].`,
    type: 'https://api.twitter.com/2/problems/resource-not-found',
  });

/** What the edge in front of X answers. */
export const badGateway = (): Reply => ({
  status: 502,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n',
});
