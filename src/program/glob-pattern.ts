/** Computed specifiers, as patterns of paths. */

/** `./routes/*` written in `src/app.js` fits every script directly in `src/routes`. */
export function globPattern(from: string, specifier: string): RegExp {
  const folder = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') folder.pop();
    else if (part !== '.') folder.push(part);
  }
  const source = folder
    .join('/')
    .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*+/g, '[^/]+');
  return new RegExp(`^${source}(?:/index)?(?:\\.[cm]?[jt]sx?)?$`);
}
