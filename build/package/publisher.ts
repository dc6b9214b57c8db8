// Who publishes the packages, and where. A hosted run knows its repository; anywhere else the addresses are
// placeholders and the packages look for no updates.

/** `owner/name`, as hosted runs have it. */
const repository = process.env['GITHUB_REPOSITORY'];

export const HOMEPAGE =
  repository === undefined ? 'https://perch.example' : `https://github.com/${repository}`;

/** Of the Debian and RPM packages. */
export const MAINTAINER = process.env['PERCH_MAINTAINER'] || 'Perch maintainers <perch@perch.example>';

/** Where installed apps look for updates: the releases of a repository. Null: nowhere. */
export function updateFeed(from: string | undefined = repository) {
  const [owner, repo] = from?.split('/') ?? [];
  if (!owner || !repo) return null;
  return { provider: 'github', owner, repo, releaseType: 'release' } as const;
}
