// Who publishes the packages, and where. A hosted run knows its repository; anywhere else the addresses are
// placeholders and the packages look for no updates.

const repository = process.env['GITHUB_REPOSITORY'];
const [owner = '', repo = ''] = repository?.split('/') ?? [];

export const HOMEPAGE =
  repository === undefined ? 'https://perch.example' : `https://github.com/${repository}`;

/** Of the Debian and RPM packages. */
export const MAINTAINER = process.env['PERCH_MAINTAINER'] ?? 'Perch maintainers <perch@perch.example>';

/** Where installed apps look for updates: the releases of the repository. Null: nowhere. */
export const UPDATES =
  repository === undefined ? null : ({ provider: 'github', owner, repo, releaseType: 'release' } as const);
