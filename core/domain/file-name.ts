/** A bare name with a top-level domain that is better known as the end of file names. */
export const FILE_NAME = /^[^/:]+\.(?:md|sh|zip|mov|app|py|rs|pl|ps|cc|so|ai)$/i;
