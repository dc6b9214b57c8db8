import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { storeError } from './errors.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './migrations.ts';

const MAGIC = 'SQLite format 3\0';
const HEADER_SIZE = 100;

/**
 * Judges the file by its first 100 bytes (https://sqlite.org/fileformat.html), before SQLite opens it: opening
 * alone may already replay the log, and a file that is not ours or too new must stay as it is.
 * @throws StoreError `corrupt`, `newer`, `foreign`
 */
export function checkHeader(file: string): void {
  const found = readHeader(file);
  if (!found) return;
  const { header, size } = found;
  if (header.length < HEADER_SIZE || header.toString('latin1', 0, 16) !== MAGIC) {
    throw storeError('corrupt', file, 'its beginning is not that of a database');
  }
  checkIdentity(file, header.readUInt32BE(68), header.readUInt32BE(60));
  checkLength(file, header, size);
}

/** @throws StoreError `foreign`, `newer` */
export function checkIdentity(file: string, applicationId: number, version: number): void {
  if (applicationId !== APPLICATION_ID && (applicationId !== 0 || version !== 0)) {
    throw storeError('foreign', file, 'its application id is not that of Perch');
  }
  if (version > SCHEMA_VERSION) {
    throw storeError('newer', file, `it has format ${version}, this program knows ${SCHEMA_VERSION}`);
  }
}

function checkLength(file: string, header: Buffer, size: number): void {
  // After a crash in the middle of a checkpoint the missing pages are still in the log: SQLite puts them back.
  if (existsSync(`${file}-wal`)) return;
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const current = header.readUInt32BE(24) === header.readUInt32BE(92);
  if (current && size < pageSize * header.readUInt32BE(28)) {
    throw storeError('corrupt', file, 'its end is missing');
  }
}

/**
 * Undefined when there is no file, or none that can be read (SQLite then says why), or an empty one: another
 * process may be about to write the first page, so its size is asked for before it is read.
 */
function readHeader(file: string): { readonly header: Buffer; readonly size: number } | undefined {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return undefined;
  }
  try {
    if (fstatSync(fd).size === 0) return undefined;
    const buffer = Buffer.alloc(HEADER_SIZE);
    const length = readSync(fd, buffer, 0, HEADER_SIZE, 0);
    return { header: buffer.subarray(0, length), size: fstatSync(fd).size };
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}
