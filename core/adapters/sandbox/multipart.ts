import type { ApiRequest } from './http.ts';

/** A field of a form; a file has no name that anybody looks at. */
export type FormField = { readonly name: string; readonly bytes: Buffer };

const BOUNDARY = /^multipart\/form-data;.*boundary="?([^";]+)"?/i;
const NAME = /^content-disposition:.*\bname="([^"]*)"/im;

/** The fields of a form with files (RFC 7578); undefined: it is none, or is cut off. */
export function multipartOf({ headers, bytes }: ApiRequest): readonly FormField[] | undefined {
  const boundary = BOUNDARY.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first delimiter has no line end before it.
  const body = Buffer.concat([Buffer.from('\r\n'), bytes]);
  const fields: FormField[] = [];
  for (let at = body.indexOf(delimiter); at >= 0; ) {
    const from = at + delimiter.length;
    if (body.subarray(from, from + 2).toString() === '--') return fields;
    const next = body.indexOf(delimiter, from);
    const headEnd = body.indexOf('\r\n\r\n', from);
    if (next < 0 || headEnd < 0 || headEnd > next) return undefined;
    const name = NAME.exec(body.subarray(from, headEnd).toString('latin1'))?.[1] ?? '';
    fields.push({ name, bytes: body.subarray(headEnd + 4, next) });
    at = next;
  }
  return undefined;
}
