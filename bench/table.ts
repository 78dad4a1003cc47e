/** Rows of text as an aligned table. Pure. */

/** Aligns columns; the first is on the left, all others on the right. The first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    widths.map((width, i) => (i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width))).join('  ');
  const [heading, ...body] = rows.map(line);
  return [heading, widths.map((width) => '-'.repeat(width)).join('  '), ...body].join('\n');
}
