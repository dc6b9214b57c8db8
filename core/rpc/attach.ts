import type { Media } from '../domain/media.ts';
import type { SettingResult } from './contract.ts';

/** What a file is, by its bytes, or one sentence why it cannot be attached. Its `alt` is empty. */
export type AttachResult =
  | { readonly kind: 'ok'; readonly media: Media }
  | { readonly kind: 'refused'; readonly message: string };

/** At most this many bytes in one `attachChunk`. */
export const ATTACH_CHUNK = 1024 * 1024;

/**
 * Files of the window, handed over piece by piece and copied in as they are. What is stored can be shown as
 * `app://perch/media/<hash>`.
 */
export type AttachApi = {
  /** A file of this name comes; the id is for the calls that follow. */
  attachBegin(name: string): Promise<string>;
  /** The next bytes, in order: wait for each. */
  attachChunk(id: string, bytes: Uint8Array): Promise<SettingResult>;
  attachEnd(id: string): Promise<AttachResult>;
  attachCancel(id: string): Promise<void>;
  /** Has the media on this computer, so that the window can show them; false: they cannot be had now. */
  showMedia(hash: string): Promise<boolean>;
};
