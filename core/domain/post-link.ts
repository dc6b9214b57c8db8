const POST = /^(?:https?:\/\/\S*\/status\/)?(\d{1,19})(?:[/?#]\S*)?$/;
const LINK = /https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/\w+\/status\/(\d{1,19})(?:[/?#]\S*)?/i;

/** The X id that a person gave, as it is or in the link of a post; undefined: neither. */
export const postIdOf = (text: string): string | undefined => POST.exec(text.trim())?.[1];

/** The first link to a post within a text. */
export function postLinkIn(text: string): { readonly link: string; readonly id: string } | undefined {
  const [link, id] = LINK.exec(text) ?? [];
  return link === undefined || id === undefined ? undefined : { link, id };
}
