import { HEAD_BYTES, recogniseMedia } from '../../../core/domain/media-bytes.ts';
import type { AttachApi } from '../../../core/rpc/attach.ts';

/** Takes files and says what they are, and keeps none of them. */
export function createFakeAttach(): AttachApi {
  const files = new Map<string, { readonly name: string; readonly chunks: Uint8Array[] }>();
  return {
    attachBegin: async (name) => {
      const id = crypto.randomUUID();
      files.set(id, { name, chunks: [] });
      return id;
    },
    attachChunk: async (id, bytes) => {
      files.get(id)?.chunks.push(bytes);
      return { kind: 'ok' };
    },
    attachEnd: async (id) => {
      const { name, chunks } = files.get(id) ?? { name: '', chunks: [] };
      files.delete(id);
      const bytes = new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
      const found = recogniseMedia(bytes.subarray(0, HEAD_BYTES));
      if (!found) return { kind: 'refused', message: `The file "${name}" is none that X takes.` };
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hash = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { kind: 'ok', media: { ...found, hash, size: bytes.byteLength, alt: '', name } };
    },
    attachCancel: async (id) => void files.delete(id),
    showMedia: async () => true,
  };
}
