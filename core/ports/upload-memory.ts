import type { Upload } from '../domain/upload.ts';

/**
 * How far uploads to X are, so that a process that died is carried on where it was. On the disk when `keep`
 * resolves. What is lost here is uploaded once more. @throws StoreError
 */
export type UploadMemory = {
  read(key: string): Promise<Upload | undefined>;
  keep(key: string, upload: Upload): Promise<void>;
  forget(keys: readonly string[]): Promise<void>;
};
