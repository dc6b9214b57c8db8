/** What begins the names of tables, queue and container. */
export const DEFAULT_PREFIX = 'perch';
/** Keeps several Perches of one storage account apart. */
export const DEFAULT_WORKSPACE = 'main';
