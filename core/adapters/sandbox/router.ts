import { createPost } from './create-post.ts';
import { getMe } from './me.ts';
import { deletePost, getPost } from './single-post.ts';
import { getTimeline } from './timeline.ts';
import { appendSegment, describeMedia, finalizeUpload, getUpload, initializeUpload } from './upload.ts';
import type { Endpoint } from './world.ts';

/** The part of X's v2 API that Perch calls. */
const ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/2/tweets',
    limit: 'create',
    writes: true,
    scope: 'tweet.write',
    handle: createPost,
  },
  {
    method: 'GET',
    path: '/2/tweets/:id',
    limit: 'read',
    writes: false,
    scope: 'tweet.read',
    handle: getPost,
  },
  {
    method: 'DELETE',
    path: '/2/tweets/:id',
    limit: 'delete',
    writes: true,
    scope: 'tweet.write',
    handle: deletePost,
  },
  {
    method: 'POST',
    path: '/2/media/upload/initialize',
    limit: 'media',
    writes: true,
    scope: 'media.write',
    handle: initializeUpload,
  },
  {
    method: 'POST',
    path: '/2/media/upload/:id/append',
    limit: 'media',
    writes: true,
    scope: 'media.write',
    handle: appendSegment,
  },
  {
    method: 'POST',
    path: '/2/media/upload/:id/finalize',
    limit: 'media',
    writes: true,
    scope: 'media.write',
    handle: finalizeUpload,
  },
  {
    method: 'GET',
    path: '/2/media/upload',
    limit: 'mediaStatus',
    writes: false,
    scope: 'media.write',
    handle: getUpload,
  },
  {
    method: 'POST',
    path: '/2/media/metadata',
    limit: 'mediaMetadata',
    writes: true,
    scope: 'media.write',
    handle: describeMedia,
  },
  { method: 'GET', path: '/2/users/me', limit: 'me', writes: false, scope: 'users.read', handle: getMe },
  {
    method: 'GET',
    path: '/2/users/:id/tweets',
    limit: 'timeline',
    writes: false,
    scope: 'tweet.read',
    handle: getTimeline,
  },
];

const ROUTES = ENDPOINTS.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replace(':id', '([0-9]{1,19})')}$`),
}));

export type Route =
  | { readonly kind: 'found'; readonly endpoint: Endpoint; readonly id: string }
  | { readonly kind: 'no-path' | 'no-method' };

export function findRoute(method: string, path: string): Route {
  const matches = ROUTES.filter(({ pattern }) => pattern.test(path));
  const match = matches.find(({ endpoint }) => endpoint.method === method);
  if (!match) return { kind: matches.length > 0 ? 'no-method' : 'no-path' };
  return { kind: 'found', endpoint: match.endpoint, id: match.pattern.exec(path)?.[1] ?? '' };
}
